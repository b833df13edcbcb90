import { flow, pushBody } from './body.ts';
import type { Body } from './http.ts';

/** How an answer that passes unread came to its end. */
export type Passed = 'ended' | 'left' | Error;

/** A body that passes as it comes; `seen` looks on, and `finish` hears once how it ended. */
export function passing(body: Body, seen: (chunk: Uint8Array) => void, finish: (how: Passed) => void): Body {
  return pushBody((sink) => {
    let over = false;
    const end = (how: Passed): void => {
      if (over) return;
      over = true;
      finish(how);
    };
    const source = flow(body, {
      write(chunk) {
        seen(chunk);
        return sink.write(chunk);
      },
      end() {
        end('ended');
        sink.end();
      },
      fail(error) {
        end(error);
        sink.fail(error);
      },
    });
    return {
      resume: () => source.resume(),
      cancel(reason) {
        end('left');
        source.cancel(reason);
      },
    };
  });
}

import { takeOvertaking, type Waiting } from './waiting.ts';

/** The frames that wait to leave, in order. */
export interface Held {
  readonly bytes: number;
  /** A frame of a tool call that leaves whole or not at all is among them: other lanes may overtake it. */
  readonly calling: boolean;
  add(held: Waiting): void;
  /** Lets go what is ready, in order. */
  release(ready: (held: Waiting) => boolean, leave: (held: Waiting) => void): void;
  /** None waits any more; those that did. */
  empty(): readonly Waiting[];
}

export function createHeld(): Held {
  let waiting: Waiting[] = [];
  let bytes = 0;
  let calling = 0;

  function gone(held: Waiting): void {
    bytes -= held.frame.bytes.length;
    if (held.calling) calling--;
  }

  return {
    get bytes() {
      return bytes;
    },
    get calling() {
      return calling > 0;
    },
    add(held) {
      waiting.push(held);
      bytes += held.frame.bytes.length;
      if (held.calling) calling++;
    },
    release(ready, leave) {
      let count = 0;
      for (const held of waiting) {
        if (!ready(held)) break;
        count++;
        gone(held);
        leave(held);
      }
      if (count === waiting.length) waiting.length = 0;
      else if (count > 0) waiting.splice(0, count);
      if (calling === 0) return;
      for (const held of takeOvertaking(waiting, ready)) {
        gone(held);
        leave(held);
      }
    },
    empty() {
      const all = waiting;
      waiting = [];
      bytes = 0;
      calling = 0;
      return all;
    },
  };
}

import { setImmediate } from 'node:timers';
import { pushBody, wholeBody } from '../../core/body.ts';
import type { Body, Flow, Sink } from '../../core/http.ts';
import { roadFailure } from './outcome.ts';

/** Bytes that may wait for a reader. */
const most = 65_536;

/**
 * The bytes of an answer of `fetch`, taken from what it is told before it makes a stream of them. It is told of
 * all else, so that the `Response` is its own work; only the body of that stays empty.
 */
export class CaughtAnswer {
  private held: Uint8Array[] = [];
  private length = 0;
  private state: 'open' | 'ended' | 'broken' = 'open';
  private sink: Sink | undefined = undefined;
  private left = false;
  /** All of it, as long as bytes may come: `fetch` leaves a call whose `Response` nobody has any more. */
  private raw: Response | undefined = undefined;
  private readonly go: () => void;

  /** `go` asks for more after a `false`. */
  constructor(go: () => void) {
    this.go = go;
  }

  data(chunk: Uint8Array): boolean {
    if (this.left) return true;
    if (this.sink !== undefined) return this.sink.write(chunk);
    this.held.push(chunk);
    this.length += chunk.length;
    return this.length < most;
  }

  end(): void {
    this.state = 'ended';
    if (this.sink === undefined) return;
    this.close();
    if (!this.left) this.sink.end();
  }

  /** `fetch` was told of the error, and has made it what the caller is to see. */
  fail(): void {
    this.state = 'broken';
    if (this.sink !== undefined) this.tell(this.sink);
  }

  /** The body; that of `raw` is what `fetch` has in its place. */
  body(raw: Response): Body {
    this.raw = raw;
    if (this.state !== 'ended') return pushBody((sink) => this.pipe(sink));
    this.close();
    return wholeBody(this.held.length === 1 ? this.held[0]! : Buffer.concat(this.held));
  }

  private pipe(sink: Sink): Flow {
    this.sink = sink;
    let open = true;
    for (const chunk of this.held) open = sink.write(chunk);
    this.held = [];
    if (this.state === 'ended') this.end();
    else if (this.state === 'broken') this.tell(sink);
    else if (open && this.length >= most) this.go();
    return {
      resume: this.go,
      cancel: (reason) => {
        if (this.left) return;
        this.left = true;
        this.raw?.body?.cancel(reason).catch(() => {});
      },
    };
  }

  /** `fetch` has done with a call when its own body is read to the end. Nobody waits for that. */
  private close(): void {
    if (this.raw !== undefined) setImmediate(drain, this.raw);
  }

  private tell(sink: Sink): void {
    const fail = (error: unknown): void => {
      if (!this.left) sink.fail(roadFailure(error, true));
    };
    this.raw?.body
      ?.getReader()
      .read()
      .then(() => fail(new TypeError('terminated')), fail);
  }
}

function drain({ body }: Response): void {
  if (body === null || body.locked) return;
  body
    .getReader()
    .read()
    .catch(() => {});
}

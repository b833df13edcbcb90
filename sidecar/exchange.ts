import { pushBody, wholeBody } from '../core/body.ts';
import { SpanguardError } from '../core/errors.ts';
import type { Flow, HeaderList, HttpRequest, HttpResponse, Sink } from '../core/http.ts';
import type { AnswerSink } from './answer-parser.ts';
import type { Flying } from './flying.ts';

/** The connection that an exchange has for its time. */
export interface Line {
  pause(): void;
  resume(): void;
  /** Nobody wants the rest: the connection ends. */
  abandon(): void;
}

/** Bytes that may wait for a reader before the provider is told to pause. */
const queueBytes = 65_536;

/** One request and its answer. Settles once: with the head of the answer, or with why there is none. */
export class Exchange implements AnswerSink {
  readonly request: HttpRequest;
  readonly deadline: number;
  /** When the provider was last heard, or told to be quiet; by the clock of `Flying`. */
  heardAt = Number.POSITIVE_INFINITY;
  private line: Line | undefined;
  private sink: Sink | undefined;
  private status = 0;
  private headers: HeaderList = [];
  private readonly queue: Buffer[] = [];
  private queued = 0;
  /** The reader takes more. */
  private open = true;
  private paused = false;
  /** `told`: its head was handed on. */
  private state: 'waiting' | 'headed' | 'told' | 'ended' | Error = 'waiting';
  private readonly flying: Flying;
  private readonly slot: number;
  private readonly resolve: (response: HttpResponse) => void;
  private readonly reject: (error: Error) => void;

  constructor(
    request: HttpRequest,
    deadline: number,
    flying: Flying,
    resolve: (response: HttpResponse) => void,
    reject: (error: Error) => void,
  ) {
    this.request = request;
    this.deadline = deadline;
    this.flying = flying;
    this.resolve = resolve;
    this.reject = reject;
    this.slot = flying.add(this);
    request.signal.addEventListener('abort', this.leave);
  }

  private readonly leave = (): void => {
    this.giveUp(new SpanguardError('upstream_broken', 'The caller left.'));
  };

  /** Nothing more is wanted of it. */
  get over(): boolean {
    return this.state === 'ended' || this.state instanceof Error;
  }

  /** The provider answers; a fault is one in the middle. */
  get answered(): boolean {
    return this.state === 'headed' || this.state === 'told';
  }

  giveUp(error: Error): void {
    if (this.over) return;
    const { line } = this;
    this.fail(error);
    line?.abandon();
  }

  sentOn(line: Line): void {
    this.line = line;
    this.heardAt = this.flying.now;
  }

  head(status: number, headers: HeaderList): void {
    this.status = status;
    this.headers = headers;
    this.state = 'headed';
  }

  body(piece: Buffer): void {
    if (this.over) return;
    this.queue.push(piece);
    this.queued += piece.length;
  }

  end(): void {
    if (this.over) return;
    if (this.state === 'headed') {
      // All of it is here before its head was told: nobody has to read it piece by piece.
      const [first] = this.queue;
      const whole = this.queue.length === 1 ? (first as Buffer) : Buffer.concat(this.queue, this.queued);
      this.finish('ended');
      this.resolve({ status: this.status, headers: this.headers, body: wholeBody(whole) });
      return;
    }
    this.finish('ended');
    this.deliver();
    this.sink?.end();
  }

  /** A read has been gone through: what it held goes on. */
  read(): void {
    if (this.over) return;
    this.heardAt = this.flying.now;
    if (this.state === 'headed') {
      this.state = 'told';
      this.resolve({ status: this.status, headers: this.headers, body: pushBody(this.pipe) });
    } else this.deliver();
    if (!this.open || this.queued >= queueBytes) this.pause();
  }

  fail(error: Error): void {
    if (this.over) return;
    const told = this.state === 'told';
    const headed = this.state === 'headed';
    this.finish(error);
    if (headed) {
      this.resolve({ status: this.status, headers: this.headers, body: pushBody(this.pipe) });
    } else if (told) {
      this.deliver();
      this.sink?.fail(error);
    } else this.reject(error);
  }

  private finish(state: 'ended' | Error): void {
    this.state = state;
    this.line = undefined;
    this.flying.remove(this.slot);
    this.request.signal.removeEventListener('abort', this.leave);
  }

  private readonly pipe = (sink: Sink): Flow => {
    this.sink = sink;
    this.deliver();
    if (this.state === 'ended') sink.end();
    else if (this.state instanceof Error) sink.fail(this.state);
    else if (!this.open) this.pause();
    return {
      resume: () => this.goOn(),
      cancel: () => {
        this.sink = { write: () => true, end() {}, fail() {} };
        this.leave();
      },
    };
  };

  /** What came in one read goes on as one piece. */
  private deliver(): void {
    const { sink, queue } = this;
    if (sink === undefined || queue.length === 0) return;
    const piece = queue.length === 1 ? (queue[0] as Buffer) : Buffer.concat(queue, this.queued);
    queue.length = 0;
    this.queued = 0;
    this.open = sink.write(piece);
    if (this.open && this.paused) this.goOn();
  }

  private pause(): void {
    if (this.paused) return;
    this.paused = true;
    // Silence is ours now, not the provider's.
    this.heardAt = Number.POSITIVE_INFINITY;
    this.line?.pause();
  }

  private goOn(): void {
    this.open = true;
    if (!this.paused) return;
    this.paused = false;
    this.heardAt = this.flying.now;
    this.line?.resume();
  }
}

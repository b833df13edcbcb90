import { flow } from '../core/body.ts';
import type { Body, Flow, Sink } from '../core/http.ts';
import type { Reply } from './reply.ts';

/** A streamed answer on its way out. */
export class Outgoing implements Sink {
  private readonly reply: Reply;
  private readonly onClose: (() => void) | undefined;
  private source: Flow | undefined;
  /**
   * What comes in one turn leaves in one write: a provider's chunks are often read several at a time,
   * and each write costs a system call.
   */
  private batch: Uint8Array[] = [];
  private begun = false;
  private waiting = false;

  constructor(reply: Reply, body: Body) {
    this.reply = reply;
    this.onClose = reply.onClose;
    reply.onClose = () => {
      this.source?.cancel();
      this.onClose?.();
    };
    reply.onDrain = () => {
      if (!this.waiting) return;
      this.waiting = false;
      this.source?.resume();
    };
    const source = flow(body, this);
    if (reply.ended) return;
    this.source = source;
    // The head goes with the first bytes when they are here already, and alone when they are not.
    if (!this.begun) setImmediate(() => this.begun || reply.flush());
  }

  write(chunk: Uint8Array): boolean {
    this.begun = true;
    this.batch.push(chunk);
    if (this.batch.length === 1) queueMicrotask(this.send);
    return !this.waiting;
  }

  end(): void {
    this.letGo();
    this.reply.end(this.together());
  }

  fail(): void {
    this.letGo();
    this.send();
    this.reply.breakOff();
  }

  /** A caller may take its time to read the end: all that the call was is not kept for as long. */
  private letGo(): void {
    this.begun = true;
    this.source = undefined;
    this.reply.onClose = this.onClose;
    this.reply.onDrain = undefined;
  }

  private readonly send = (): void => {
    if (this.batch.length > 0 && !this.reply.write(this.together())) this.waiting = true;
  };

  private together(): Uint8Array {
    const { batch } = this;
    this.batch = [];
    const [first] = batch;
    return first !== undefined && batch.length === 1 ? first : Buffer.concat(batch);
  }
}

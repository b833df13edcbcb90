import { flow } from '../core/body.ts';
import type { Body, Flow, Sink } from '../core/http.ts';
import type { Reply } from './reply.ts';

/** A streamed answer on its way out. */
export class Outgoing implements Sink {
  private readonly reply: Reply;
  private readonly source: Flow;
  /**
   * What comes in one turn leaves in one write: a provider's chunks are often read several at a time,
   * and each write costs a system call.
   */
  private batch: Uint8Array[] = [];
  private begun = false;
  private waiting = false;

  constructor(reply: Reply, body: Body) {
    this.reply = reply;
    const { onClose } = reply;
    reply.onClose = () => {
      if (!reply.ended) this.source.cancel();
      onClose?.();
    };
    reply.onDrain = () => {
      if (!this.waiting) return;
      this.waiting = false;
      this.source.resume();
    };
    this.source = flow(body, this);
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
    this.begun = true;
    this.reply.end(this.together());
  }

  fail(): void {
    this.begun = true;
    this.send();
    this.reply.breakOff();
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

import { sizeOf } from './dialect.ts';
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

export class HeldFrames implements Held {
  bytes = 0;
  private waiting: Waiting[] = [];
  private callings = 0;

  get calling(): boolean {
    return this.callings > 0;
  }

  add(held: Waiting): void {
    this.waiting.push(held);
    this.bytes += sizeOf(held.frame);
    if (held.calling) this.callings++;
  }

  release(ready: (held: Waiting) => boolean, leave: (held: Waiting) => void): void {
    const { waiting } = this;
    let count = 0;
    for (const held of waiting) {
      if (!ready(held)) break;
      count++;
      this.gone(held);
      leave(held);
    }
    if (count === waiting.length) waiting.length = 0;
    else if (count > 0) waiting.splice(0, count);
    if (this.callings === 0) return;
    for (const held of takeOvertaking(waiting, ready)) {
      this.gone(held);
      leave(held);
    }
  }

  empty(): readonly Waiting[] {
    const all = this.waiting;
    this.waiting = [];
    this.bytes = 0;
    this.callings = 0;
    return all;
  }

  private gone(held: Waiting): void {
    this.bytes -= sizeOf(held.frame);
    if (held.calling) this.callings--;
  }
}

import { SpanguardError } from '../core/errors.ts';
import type { Exchange } from './exchange.ts';

/**
 * The exchanges under way. Slots that are used again, not a Set: each time a Set grows or shrinks it
 * leaves its old table behind, and once that has grown old it keeps every exchange in it alive until the
 * next full collection. Measured: 30 µs of collection for each call.
 */
export class Flying {
  /** The clock of `performance.now`, as of the last look: an exchange is told the time with each read. */
  now = performance.now();
  private readonly idleTimeoutMs: number;
  private readonly slots: (Exchange | undefined)[] = [];
  private readonly free: number[] = [];

  constructor(idleTimeoutMs: number) {
    this.idleTimeoutMs = idleTimeoutMs;
  }

  add(exchange: Exchange): number {
    const slot = this.free.pop() ?? this.slots.length;
    this.slots[slot] = exchange;
    return slot;
  }

  remove(slot: number): void {
    this.slots[slot] = undefined;
    this.free.push(slot);
  }

  /** Ends those that take too long. What was heard since the last look was heard no earlier than it. */
  look(): void {
    const before = this.now;
    this.now = performance.now();
    for (const exchange of this.slots) {
      if (exchange === undefined) continue;
      if (exchange.deadline < this.now) exchange.giveUp(tooLong());
      else if (exchange.heardAt + this.idleTimeoutMs < before) exchange.giveUp(silent());
    }
  }
}

function tooLong(): SpanguardError {
  return new SpanguardError('upstream_timeout', 'The call took longer than limits.upstreamTimeoutMs.');
}

function silent(): SpanguardError {
  return new SpanguardError('upstream_timeout', 'The provider was silent for longer than limits.idleTimeoutMs.');
}

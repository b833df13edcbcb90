import type { Signal } from '../core/http.ts';

/**
 * The caller's leaving, told to whoever works for them. One listener in nearly all calls: an AbortSignal
 * with one listener costs 3 µs, a twentieth of a whole call.
 */
export class Departure implements Signal {
  aborted = false;
  private first: (() => void) | undefined;
  private more: (() => void)[] | undefined;

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.first === undefined) this.first = listener;
    else {
      this.more ??= [];
      this.more.push(listener);
    }
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    if (this.first === listener) this.first = undefined;
    else this.more = this.more?.filter((other) => other !== listener);
  }

  leave(): void {
    if (this.aborted) return;
    this.aborted = true;
    const { first, more } = this;
    this.first = this.more = undefined;
    first?.();
    for (const listener of more ?? []) listener();
  }
}

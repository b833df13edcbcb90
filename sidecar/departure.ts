import type { Signal } from '../core/http.ts';

/**
 * The caller's leaving, told to whoever works for them. A plain list of listeners: an AbortSignal
 * with one listener costs 3 µs, a twentieth of a whole call.
 */
export class Departure implements Signal {
  aborted = false;
  private listeners: (() => void)[] = [];

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.listeners.indexOf(listener);
    if (at !== -1) this.listeners.splice(at, 1);
  }

  leave(): void {
    if (this.aborted) return;
    this.aborted = true;
    const listeners = this.listeners;
    this.listeners = [];
    for (const listener of listeners) listener();
  }
}

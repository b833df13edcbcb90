import type { Failure } from './reading.ts';

const late: Failure = Object.freeze({ reason: 'DeadlineExceeded' });

/** What comes of it in time. The promise must not reject. */
export function within<T>(outcome: Promise<T>, deadlineMs: number): Promise<T | Failure> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(late), deadlineMs);
    void outcome.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

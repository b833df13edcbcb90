import pino, { type Logger } from 'pino';

/**
 * JSON lines on standard output. Written in the background in blocks, at the latest after a fifth of
 * a second: a write of its own per call would cost more than the rest of the record.
 */
export function createLog(level: string): { log: Logger; flush(): void } {
  const destination = pino.destination({ dest: 1, sync: false, minLength: 4096 });
  const log = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const timer = setInterval(() => flush(), 200);
  timer.unref();
  let ready = false;
  destination.once('ready', () => {
    ready = true;
  });
  // A reader that has gone away (`| head`) is no reason to die.
  destination.on('error', () => {});
  function flush(): void {
    if (!ready) return;
    try {
      destination.flushSync();
    } catch {
      // The pipe is full or gone; what is buffered is tried again.
    }
  }
  return { log, flush };
}

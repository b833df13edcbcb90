import { write, writeSync } from 'node:fs';
import pino, { type Logger } from 'pino';

const standardOutput = 1;
/** Written when a block is full, or after a tenth of a second. */
const blockBytes = 131_072;
/** Blocks that may wait for a reader of standard output that has stopped reading; more is dropped. */
const mostBlocks = 32;

let second = -1;
let upToSecond = '';

/** ISO 8601 with milliseconds; the date is only worked out once a second. */
function timestamp(): string {
  const now = Date.now();
  const whole = Math.floor(now / 1000);
  if (whole !== second) {
    second = whole;
    upToSecond = `,"time":"${new Date(whole * 1000).toISOString().slice(0, -4)}`;
  }
  return `${upToSecond}${String(now % 1000).padStart(3, '0')}Z"`;
}

export type CallLogger = Logger & { line(members: string): void };

/**
 * JSON lines on standard output, written in the background in blocks: a write of its own per call would
 * cost more than the rest of the record. A line is copied into the block at once, because pino makes it
 * of some thirty pieces, and those kept until the write are what the garbage collector then spends its
 * time on. (pino's own destination keeps strings, and syncs the file with each flush.)
 */
export function createLog(level: string): { log: CallLogger; flush(): void } {
  let block = Buffer.allocUnsafe(blockBytes);
  let used = 0;
  const full: Buffer[] = [];
  let writing = false;
  let dropped = 0;

  /** Puts the block among those to be written. */
  function turn(): void {
    if (used === 0) return;
    if (full.length < mostBlocks) full.push(block.subarray(0, used));
    else dropped += 1;
    block = Buffer.allocUnsafe(blockBytes);
    used = 0;
    if (dropped > 0 && full.length < mostBlocks) {
      const told = `{"level":40,"blocks":${dropped},"msg":"log lines dropped: nobody reads them"}\n`;
      dropped = 0;
      used = block.write(told);
    }
  }

  function next(): void {
    if (writing) return;
    turn();
    const bytes = full.shift();
    if (bytes === undefined) return;
    writing = true;
    send(bytes);
  }

  function send(bytes: Buffer): void {
    write(standardOutput, bytes, 0, bytes.length, null, (error, written) => {
      // A reader that is slow is waited for; one that has gone away (`| head`) is no reason to die.
      if (error?.code === 'EAGAIN') {
        setTimeout(() => send(bytes), 50).unref();
      } else if (error === null && written < bytes.length) {
        send(bytes.subarray(written));
      } else {
        writing = false;
        if (full.length > 0) next();
      }
    });
  }

  setInterval(next, 100).unref();
  const destination = {
    write(line: string): void {
      // A UTF-16 unit is at most three bytes of UTF-8.
      const most = line.length * 3;
      if (most > blockBytes) {
        dropped++;
        return;
      }
      if (used + most > blockBytes) {
        turn();
        next();
      }
      used += block.write(line, used);
    },
  };
  const log = pino({ level, base: null, timestamp }, destination);
  const line = (members: string): void => {
    if (log.isLevelEnabled('info')) destination.write(`{"level":30${timestamp()},${members}}\n`);
  };
  return {
    log: Object.assign(log, { line }),
    /** Everything that waits, now; for the end of the process. */
    flush() {
      turn();
      try {
        for (const bytes of full.splice(0)) writeSync(standardOutput, bytes);
      } catch {
        // Full or gone: there is nobody to tell.
      }
    },
  };
}

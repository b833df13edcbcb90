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

export interface CallLog {
  readonly log: CallLogger;
  /** Resolves when everything that waits is written, or after `mostMs`, since nobody may be reading. */
  flush(mostMs: number): Promise<void>;
  /** Writes what still waits, at once; for the exit of the process, which waits for nothing else. */
  end(): void;
}

/**
 * JSON lines on standard output, written in the background in blocks: a write of its own per call would
 * cost more than the rest of the record. A line is copied into the block at once, because pino makes it
 * of some thirty pieces, and those kept until the write are what the garbage collector then spends its
 * time on. (pino's own destination keeps strings, and syncs the file with each flush.)
 */
export function createLog(level: string): CallLog {
  let block = Buffer.allocUnsafe(blockBytes);
  let used = 0;
  const full: Buffer[] = [];
  /** The rest of the block that is being written: nothing else is before it is out. */
  let writing: Buffer | undefined;
  /** Another thread is at it. */
  let away = false;
  let dropped = 0;
  let flushed: (() => void)[] = [];

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
    if (writing !== undefined) return;
    turn();
    const bytes = full.shift();
    if (bytes !== undefined) {
      send(bytes);
      return;
    }
    const waiting = flushed;
    flushed = [];
    for (const done of waiting) done();
  }

  function send(bytes: Buffer): void {
    writing = bytes;
    away = true;
    write(standardOutput, bytes, 0, bytes.length, null, (error, written) => {
      away = false;
      // A reader that is slow is waited for; one that has gone away (`| head`) is no reason to die.
      if (error?.code === 'EAGAIN') {
        setTimeout(() => send(bytes), 50).unref();
      } else if (error === null && written < bytes.length) {
        send(bytes.subarray(written));
      } else {
        writing = undefined;
        if (full.length > 0 || flushed.length > 0) next();
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
    flush(mostMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, mostMs);
        flushed.push(() => {
          clearTimeout(timer);
          resolve();
        });
        next();
      });
    },
    end() {
      // Two that write at once would write into each other's lines, and how far the other got is not known.
      if (away) return;
      turn();
      const rest = writing === undefined ? full.splice(0) : [writing, ...full.splice(0)];
      writing = undefined;
      try {
        for (const bytes of rest) writeAtOnce(bytes);
      } catch {
        // Full or gone: there is nobody to tell.
      }
    },
  };
}

/** How often a reader that is slow is given another hundredth of a second. */
const mostTries = 50;

function writeAtOnce(bytes: Buffer): void {
  let tries = 0;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(standardOutput, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || tries++ === mostTries) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

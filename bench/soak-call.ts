import { Agent, type IncomingMessage, request } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

/** A call as a caller makes it. */
export interface SoakCall {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Leaves after so many pieces of the answer. */
  readonly leaveAfter?: number;
  /** Leaves after so many milliseconds, whatever has come. */
  readonly patienceMs?: number;
  /** Rests so long after every 64 KB. */
  readonly slowMs?: number;
}

export interface Outcome {
  /** 0 when no head came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded, as far as it came. */
  readonly text: string;
  readonly end: 'complete' | 'broken' | 'left' | 'stuck';
}

/** Nothing here may take longer; what does is stuck. */
const STUCK_AFTER_MS = 45_000;

const REST_AFTER_BYTES = 65_536;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Makes one call and tells how it went; never throws for what the other side does. */
export function perform(port: number, call: SoakCall): Promise<Outcome> {
  return new Promise((resolve) => {
    let status = 0;
    let headers: Record<string, string> = {};
    const pieces: Buffer[] = [];
    let over = false;
    const outgoing = request({
      agent,
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: call.path,
      headers: { ...call.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(call.body) },
    });
    const finish = (end: Outcome['end']): void => {
      if (over) return;
      over = true;
      clearTimeout(impatient);
      clearTimeout(stuck);
      if (end !== 'complete') outgoing.destroy();
      resolve({ status, headers, text: Buffer.concat(pieces).toString(), end });
    };
    const impatient = call.patienceMs === undefined ? undefined : setTimeout(() => finish('left'), call.patienceMs);
    const stuck = setTimeout(() => finish('stuck'), STUCK_AFTER_MS);
    outgoing.on('error', () => finish('broken'));
    outgoing.on('response', (answer) => {
      status = answer.statusCode ?? 0;
      headers = plain(answer);
      let count = 0;
      let taken = 0;
      const body = decoded(answer);
      body.on('data', (piece: Buffer) => {
        pieces.push(piece);
        count++;
        if (call.leaveAfter !== undefined && count >= call.leaveAfter) finish('left');
        else if (call.slowMs !== undefined) {
          taken += piece.length;
          if (taken < REST_AFTER_BYTES) return;
          taken = 0;
          body.pause();
          setTimeout(() => body.resume(), call.slowMs);
        }
      });
      body.on('end', () => finish('complete'));
      body.on('error', () => finish('broken'));
      answer.on('error', () => finish('broken'));
      answer.on('close', () => {
        // A decoder still has its last bytes to hand out after a whole body.
        if (!answer.complete) finish('broken');
      });
    });
    outgoing.end(call.body);
  });
}

function decoded(answer: IncomingMessage): Readable {
  switch (answer.headers['content-encoding']) {
    case 'gzip':
      return answer.pipe(createGunzip());
    case 'br':
      return answer.pipe(createBrotliDecompress());
    default:
      return answer;
  }
}

function plain(answer: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
}

/** What was said, put together from all events or from the whole answer. */
export function saidIn(text: string): string {
  let said = '';
  for (const [, value] of text.matchAll(/"(?:content|text)":\s*"((?:[^"\\]|\\.)*)"/g)) {
    said += JSON.parse(`"${value}"`) as string;
  }
  return said;
}

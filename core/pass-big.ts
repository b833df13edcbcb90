import type { Answered } from './answered.ts';
import { asBuffer } from './body.ts';
import { close } from './closing.ts';
import { callErrorOf } from './errors.ts';
import { asItCame, type Body, type HttpResponse, header, withHeaders } from './http.ts';
import { type Passed, passing } from './passing.ts';
import type { Coverage } from './verdict.ts';

/** Enough for a usage object and what may follow it at the end of an answer. */
const tailBytes = 4096;

/**
 * An answer larger than may be held, let through unread. The usage that providers put at its end is
 * still found, so a large batch of vectors is priced exactly.
 */
export function passBig(answered: Answered, response: HttpResponse, body: Body): HttpResponse {
  const { guardrails, opened, call, dialect, signal } = answered;
  const plain = header(response.headers, 'content-encoding') === undefined;
  const noText = call.operation === 'embeddings' || call.operation === 'count_tokens';
  const coverage: Coverage = noText ? 'scanned' : 'skipped:too-large';
  let tail: Buffer = Buffer.alloc(0);
  const keepTail = (chunk: Uint8Array): void => {
    const bytes = asBuffer(chunk);
    tail =
      bytes.length >= tailBytes
        ? Buffer.from(bytes.subarray(-tailBytes))
        : Buffer.concat([tail, bytes]).subarray(-tailBytes);
  };
  const finish = (how: Passed): void => {
    close(guardrails, opened, {
      status: response.status,
      answer: {},
      usage: plain && how === 'ended' ? dialect.read(usageOf(tail)).usage : undefined,
      estimatedOutput: undefined,
      outputCoverage: coverage,
      chunks: 0,
      overheadMs: 0,
      error: how === 'left' || signal.aborted ? 'client_closed' : how === 'ended' ? undefined : callErrorOf(how),
    });
  };
  opened.recorder.firstFrame();
  const headers = withHeaders(response.headers, asItCame, [
    ['x-spanguard-call', opened.recorder.id],
    ['x-spanguard-verdict', answered.verdict.action],
  ]);
  return { status: response.status, headers, body: passing(body, keepTail, finish) };
}

/** The last `usage` object in the tail, wrapped as an answer that holds nothing else. */
function usageOf(tail: Buffer): unknown {
  const text = tail.toString('utf8');
  const at = text.lastIndexOf('"usage"');
  if (at === -1) return {};
  const from = text.indexOf('{', at);
  if (from === -1) return {};
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) {
      try {
        return { usage: JSON.parse(text.slice(from, i + 1)) as unknown };
      } catch {
        return {};
      }
    }
  }
  return {};
}

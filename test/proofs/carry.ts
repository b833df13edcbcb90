import type { Dialect } from '../../core/dialect.ts';
import { createGate } from '../../core/gate.ts';
import type { GateSettings } from '../../core/gate-settings.ts';
import type { CallJudge } from '../../core/guardrails.ts';
import { noUsage } from '../../core/usage.ts';
import { roughTokens } from '../../pricing/estimate.ts';
import { createPricing } from '../../pricing/index.ts';

/** All that one answer leads to: what the caller gets, and what is on record. */
export interface Carried {
  readonly bytes: Buffer;
  readonly record: object;
  readonly cutBy: string | undefined;
  readonly action: string;
}

export type CarrySettings = Pick<GateSettings, 'asked' | 'heldBytes' | 'onUnread'>;

export const usualSettings: CarrySettings = { asked: false, heldBytes: 1 << 20, onUnread: 'pass' };

const { price } = createPricing({});
const call = { model: 'gpt-4o', stream: true, operation: 'chat' } as const;
const endpoint = { provider: 'openai', system: 'openai', priceAs: 'openai', usageOnAsk: true };

/** One streamed answer through the gate, in these chunks. */
export function carry(
  dialect: Dialect,
  judge: CallJudge,
  chunks: Iterable<Uint8Array>,
  settings = usualSettings,
): Carried {
  const gate = createGate(dialect.decoder(), judge, {
    ...settings,
    cut: (decoder, last, policy) =>
      decoder.cut(last, {
        shape: 'completion',
        message: `Refused by policy "${policy}".`,
        status: 400,
        code: 'content_policy_violation',
        call,
      }),
    estimate: roughTokens,
  });
  const out: Uint8Array[] = [];
  for (const chunk of chunks) {
    const bytes = gate.push(chunk);
    if (bytes !== undefined) out.push(Buffer.from(bytes));
    if (gate.cutBy !== undefined) break;
  }
  const rest = gate.end();
  if (rest !== undefined) out.push(rest);
  const verdict = judge.streamed();
  const { stopped, cutBy } = gate;
  const { facts, usage, estimatedOutput, coverage, chunks: frames, complete } = gate.learnt;
  const cost = price({
    endpoint,
    call: undefined,
    model: facts.model ?? call.model,
    usage: usage ?? { ...noUsage, output: Math.ceil(estimatedOutput) },
    estimated: usage === undefined,
    at: 1_795_132_800_000,
  });
  return {
    bytes: cutBy === undefined ? Buffer.concat(out) : unnamed(Buffer.concat(out)),
    cutBy,
    action: verdict.action,
    record: { verdict, facts, usage, cost, estimatedOutput, coverage, frames, complete, stopped, cutBy },
  };
}

/** A cut before the answer's first event makes up an id and a time. */
function unnamed(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const same = text.replace(/"((?:chatcmpl|cmpl)-|(?:msg|resp)_)[0-9a-f]{16,}"/g, '"$1made"');
  return Buffer.from(
    same
      .replace(/"responseId":"[0-9a-f]{32}"/g, '"responseId":"made"')
      .replace(/"(created|created_at)":(?:\d{6,}|"[^"]{19}\.\d{3}Z")/g, '"$1":1'),
    'latin1',
  );
}

/** The bytes cut at these places. */
export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length));
}

export function* byteByByte(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at++) yield bytes.subarray(at, at + 1);
}

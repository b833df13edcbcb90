import { describe, expect, it } from 'vitest';
import type { Answer } from '../../core/call.ts';
import { type Frame, Unreadable } from '../../core/dialect.ts';
import { inputTokens, outputTokens, type Usage } from '../../core/usage.ts';
import { endpointOf } from '../../providers/match.ts';
import { type ProviderRow, table } from '../../providers/providers.ts';
import { type DialectName, dialects } from '../../providers/routes.ts';
import { bytesOf, type Exchange, exchanges, wireIsHere } from '../support/wire.ts';
import { at, framesOf, meaning } from './frames.ts';

const ours = new Set([
  'openai-chat',
  'openai-responses',
  'openai-embeddings',
  'anthropic-messages',
  'mistral',
  'gemini',
]);
const known = Object.keys(dialects) as DialectName[];
const everything: ProviderRow = { ...(table[0] as ProviderRow), dialects: known };

/** Vectors, files and stores of Google's are no dialect yet. */
const asks = /:(?:generateContent|streamGenerateContent|countTokens)\b/;
const recorded = exchanges(
  ({ facts, path }) => ours.has(facts.dialect) && (facts.dialect !== 'gemini' || asks.test(path)),
);

function endpoint({ method, path }: Exchange) {
  const found = endpointOf(everything, method, path.replace(/\?.*$/, ''));
  if (found.dialect === undefined || found.operation === undefined) throw new Error(`No dialect for ${path}`);
  return { dialect: found.dialect, operation: found.operation };
}

/** Pieces of odd sizes, the same each time. */
function pieces(bytes: Buffer, seed: number): Buffer[] {
  const chunks: Buffer[] = [];
  let state = seed;
  for (let i = 0; i < bytes.length; ) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    const size = 1 + (state % 97);
    chunks.push(bytes.subarray(i, i + size));
    i += size;
  }
  return chunks;
}

/** The totals that the recording's own usage amounts to. */
function totals(usage: Record<string, unknown>): { input: number; output: number } {
  const n = (key: string): number => (typeof usage[key] === 'number' ? usage[key] : 0);
  if ('prompt_tokens' in usage || 'completion_tokens' in usage) {
    // Google bills thoughts in the total only.
    const output = Math.max(n('completion_tokens'), n('total_tokens') - n('prompt_tokens'));
    return { input: n('prompt_tokens'), output };
  }
  if ('totalTokenCount' in usage) {
    const output = n('candidatesTokenCount') + n('thoughtsTokenCount');
    return { input: n('promptTokenCount') + n('toolUsePromptTokenCount'), output };
  }
  if ('cache_read_input_tokens' in usage || 'cache_creation_input_tokens' in usage) {
    const input = n('input_tokens') + n('cache_read_input_tokens') + n('cache_creation_input_tokens');
    return { input, output: n('output_tokens') };
  }
  if ('input_tokens' in usage) return { input: n('input_tokens'), output: n('output_tokens') };
  return { input: n('total_tokens'), output: 0 };
}

function checkUsage(usage: Usage | undefined, facts: Exchange['facts']): void {
  if (facts.usage === null) return;
  expect(usage).toBeDefined();
  if (usage === undefined) return;
  expect({ input: inputTokens(usage), output: outputTokens(usage) }).toEqual(totals(facts.usage));
  for (const value of Object.values(usage)) if (typeof value === 'number') expect(value).toBeGreaterThanOrEqual(0);
}

describe.skipIf(!wireIsHere)('recorded exchanges', () => {
  it('has some', () => {
    expect(recorded.length).toBeGreaterThan(200);
  });

  it.each(recorded.map((exchange) => [`${exchange.file} ${exchange.id}`, exchange] as const))(
    '%s: the request',
    (_name, exchange) => {
      const { dialect, operation } = endpoint(exchange);
      const source = bytesOf(exchange.request).toString('utf8');
      const json: unknown = source === '' ? undefined : JSON.parse(source);
      const url = new URL(`https://host${exchange.path}`);
      const call = dialect.decode(json, { url, method: exchange.method }, operation);
      const named = /\/models\/([^/:]+):/.exec(exchange.path)?.[1];
      if (json !== undefined) expect(call.model).toBe(named ?? at(json, ['model']) ?? '');
      for (const segment of call.segments) {
        if (segment.text !== '') expect(at(json, segment.path)).toBe(segment.text);
      }
      expect(call.unread?.other).toBeUndefined();
      if (call.messages > 0) {
        expect(call.segments.length + Object.keys(call.unread ?? {}).length).toBeGreaterThan(0);
      }
      // Every string of the body can be replaced where it stands, and nothing else changes.
      const edits = call.segments
        .filter(({ text }) => text !== '')
        .map(({ path, text, json: inner }) => ({
          path,
          start: 0,
          end: inner === true ? 0 : text.length,
          replacement: inner === true ? '' : 'é"',
        }));
      const edited: unknown = JSON.parse(dialect.rewrite(source === '' ? '{}' : source, edits));
      for (const { path, end } of edits) if (end > 0) expect(at(edited, path)).toBe('é"');
    },
  );

  it.each(recorded.map((exchange) => [`${exchange.file} ${exchange.id}`, exchange] as const))(
    '%s: the answer',
    (_name, exchange) => {
      const { dialect, operation } = endpoint(exchange);
      const bytes = bytesOf(exchange.response);
      if (exchange.facts.stream) checkStream(exchange, dialect, bytes);
      else if (bytes.length > 0) {
        const json: unknown = JSON.parse(bytes.toString('utf8'));
        const answer = dialect.read(json);
        for (const { path, text } of answer.segments) if (text !== '') expect(at(json, path)).toBe(text);
        checkAnswer(answer, exchange, operation);
      }
    },
  );
});

function checkAnswer(answer: Answer, { facts, response }: Exchange, operation: string): void {
  expect(answer.unread?.unreadable).toBeUndefined();
  expect(answer.unread?.other).toBeUndefined();
  if (facts.isError || response.status >= 400) {
    expect(answer.error).toBeDefined();
    return;
  }
  expect(answer.error).toBeUndefined();
  if (operation === 'count_tokens') {
    expect(answer.usage).toBeUndefined();
    return;
  }
  checkUsage(answer.usage, facts);
  if (operation === 'chat') expect(answer.model).toBeDefined();
}

function checkStream(exchange: Exchange, dialect: ReturnType<typeof endpoint>['dialect'], bytes: Buffer): void {
  const whole = framesOf(dialect, [bytes]);
  const cut = framesOf(dialect, pieces(bytes, Number.parseInt(exchange.id.slice(0, 6), 16)));
  expect(cut.map(meaning)).toEqual(whole.map(meaning));
  expect(Buffer.concat(whole.map((frame) => frame.bytes)).equals(bytes)).toBe(true);
  const last = <Key extends keyof Frame>(key: Key) => whole.findLast((frame) => frame[key] !== undefined)?.[key];
  for (const frame of whole) {
    expect(frame.unread?.unreadable).toBeUndefined();
    expect(frame.unread?.other).toBeUndefined();
  }
  checkUsage(last('usage'), exchange.facts);
  expect(last('model')).toBeDefined();
  if (exchange.facts.oddities.includes('error-in-200')) expect(last('error')).toBeDefined();
  else {
    expect(last('error')).toBeUndefined();
    if (exchange.facts.complete === true) {
      // Snowflake's streams have no finish.
      expect(whole.some((frame) => frame.finish !== undefined)).toBe(
        /finish_reason|finishReason|stop_reason|status/.test(bytes.toString()),
      );
      // Google's end with the connection.
      expect(whole.some((frame) => frame.closes === true)).toBe(dialect.name !== 'gemini');
    }
  }
}

describe('a body of another dialect', () => {
  it('is unreadable, and nothing else is thrown', () => {
    const { dialect, operation } = endpoint({ method: 'POST', path: '/v1/messages' } as Exchange);
    const url = new URL('https://host/v1/messages');
    expect(() => dialect.decode({ input: 'x' }, { url, method: 'POST' }, operation)).toThrow(Unreadable);
  });
});

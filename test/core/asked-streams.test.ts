import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assemble, type Product } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { type Said, type Speech, speeches } from '../contract/speech.ts';
import type { Origin } from '../support/origin.ts';
import { forbidden, webhookServer } from '../support/webhook.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const asked = { type: 'webhook', windowChars: 200, remember: 0 };

let hooks: Origin;
/** How long the next answers take, in turns of the event loop; empty: none waits. */
let delays: number[] = [];
let answers = 0;

beforeAll(async () => {
  hooks = await webhookServer(async () => {
    const wait = delays.length === 0 ? 0 : (delays[answers++ % delays.length] ?? 0);
    for (let i = 0; i < wait; i++) await new Promise((resolve) => setImmediate(resolve));
  });
});
afterAll(() => hooks.close());

function productWith(policies: readonly object[]): Product {
  const config = validateConfig(
    { policies, detectors: { one: { ...asked, url: hooks.url }, two: { ...asked, url: hooks.url } } },
    knownNames(),
  );
  return assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
}

async function run(product: Product, speech: Speech, pieces: readonly Buffer[]) {
  const guarded = product.guard(async () => ({
    status: 200,
    headers: [['content-type', 'text/event-stream']],
    body: (async function* () {
      for (const piece of pieces) {
        yield piece;
        // Answers may come between any two pieces.
        await new Promise((resolve) => setImmediate(resolve));
      }
    })(),
  }));
  const before = product.telemetry.calls(1)[0]?.id;
  const response = await guarded({
    method: 'POST',
    url: new URL(`http://provider.example${speech.path}`),
    headers: [],
    body: Buffer.from(JSON.stringify(speech.request('Go on.', true))),
    signal: new AbortController().signal,
    provider: speech.provider,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  const call = await vi.waitFor(() => {
    const [last] = product.telemetry.calls(1);
    if (last === undefined || last.id === before) throw new Error('not on record yet');
    return last;
  });
  const body = Buffer.concat(chunks)
    .toString()
    .replaceAll(call.id, 'this call')
    .replace(/"id":"msg_[0-9a-f]{16,}"/g, '"id":"msg_made"');
  const { verdict, findings, usage, coverage, finish } = call;
  return { body, verdict, findings, usage, coverage, finish };
}

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length)).filter((piece) => piece.length > 0);
}

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
        delays = [];
        const plain = await run(product, speech, [stream]);
        ({ delays } = each);
        answers = 0;
        expect(await run(product, speech, cutAt(stream, each.places))).toEqual(plain);
        const bad = [...each.reasoning, ...each.text, ...(each.tool ?? [])].some((word) => word.includes(forbidden));
        expect(plain.verdict.output === 'block').toBe(bad);
        const heard = speech.hear(plain.body, true);
        expect(heard.reasoning + heard.text + heard.tool).not.toMatch(/[QZX]/);
        expect(plain.body).not.toContain('ann@example');
        const masked = [...each.reasoning, ...each.text, ...(each.tool ?? [])].some((word) => word.includes('ann@'));
        if (!bad && !masked) expect(plain.body).toBe(stream.toString());
      }),
      { numRuns: 25 },
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
        delays = [];
        const plain = await run(product, speech, [stream]);
        delays = slow;
        answers = 0;
        const other = await run(product, speech, cutAt(stream, places));
        expect([other.verdict, other.findings]).toEqual([plain.verdict, plain.findings]);
        expect(other.verdict.output === 'block').toBe(text.includes(`${forbidden} `));
        if (other.verdict.output === 'block') {
          expect(speech.hear(other.body, true).finish).toBe(speech.filtered);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('judged: nothing of a word that stands over the border of a window', async () => {
    const product = productWith(judged);
    delays = [];
    for (const border of [100, 200, 300]) {
      for (let before = border - 7; before <= border + 1; before++) {
        const said = [...'a'.repeat(before), ...forbidden, ...' and so on'.repeat(30)];
        const stream = Buffer.from(speech.stream([{ kind: 'text', pieces: said }]));
        const { body, verdict } = await run(product, speech, [stream]);
        expect(verdict.output).toBe('block');
        expect(speech.hear(body, true).text).toMatch(/^a*$/);
      }
    }
  });

  it('in shadow: the very bytes, and the findings on record', async () => {
    const product = productWith([{ name: 'house', on: 'output', detect: ['one'], action: 'block', mode: 'shadow' }]);
    const stream = Buffer.from(speech.stream([{ kind: 'text', pieces: ['It is ', forbidden, ' and more'] }]));
    delays = [9];
    const { body, verdict, findings } = await run(product, speech, cutAt(stream, [40, 90, 200]));
    expect(body).toBe(stream.toString());
    expect(verdict.output).toBe('flag');
    expect(findings).toMatchObject([{ detector: 'one', category: 'violence', start: 6, end: 12, mode: 'shadow' }]);
  });
});

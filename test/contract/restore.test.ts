import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, type Product } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { cut } from '../policies/support/calls.ts';
import { escapedAnyhow } from '../policies/support/own.ts';
import { type Said, type Speech, speeches } from './speech.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const mask = { name: 'mask', detect: ['pii', 'secret'], action: 'redact', restore: true };
const key = ['sk', 'proj', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0'].join('-');

/** What the provider must never see, each in its own spelling. */
const value = fc.oneof(
  fc.nat(300).map((n) => `user${n}@example.com`),
  fc.nat(9).map((n) => `o'neil+${n}@example.com`),
  fc.constantFrom('4111 1111 1111 1111', '5500-0000-0000-0004', 'DE89 3704 0044 0532 0130 00', '536-22-8174', key),
  fc.constantFrom('+49 30 901820', 'ann＠example.com', 'an\u00adn@example.com', '81.2.69.142'),
);
const words = fc.constantFrom(
  'Please write to',
  'my number is',
  '"quoted"',
  'a\\b',
  '\n',
  '(see EMAIL_1)',
  '<PHONE_1>',
  '\u{1f600}',
  'naïve',
  '<b>',
  '&lt;',
  'and',
);
const turn = fc.array(fc.tuple(words, value), { minLength: 1, maxLength: 6 });

interface Turn {
  readonly speech: Speech;
  readonly stream: boolean;
  readonly text: string;
  /** Where pieces of the answer's texts and its bytes are cut. */
  readonly at: readonly number[];
  readonly bytewise: boolean;
  readonly pick: number;
}

/** The prompt as the provider got it. */
function promptOf(speech: Speech, sent: string): string {
  const body = JSON.parse(sent) as Record<string, never> & { messages: [{ content: string }] };
  return speech.path.endsWith('/responses')
    ? body.input!
    : speech.path.endsWith('/completions') && 'prompt' in body
      ? body.prompt!
      : body.messages[0].content;
}

/** A provider that says back all it was told, in every kind of text. */
function echo({ speech, stream, at, pick }: Turn, prompt: string): Buffer {
  const said: Said[] = [];
  if (speech.kinds.includes('reasoning')) said.push({ kind: 'reasoning', pieces: cut(`Thinks: ${prompt}`, at) });
  said.push({ kind: 'text', pieces: cut(prompt, at) });
  if (speech.kinds.includes('tool')) {
    const escaped = escapedAnyhow(prompt, pick);
    said.push({ kind: 'tool', pieces: cut(`{"to": ${escaped},"n":1}`, at) });
  }
  return Buffer.from(stream ? speech.stream(said) : speech.whole(said));
}

function* pieces(bytes: Buffer, { at, bytewise }: Turn): Generator<Uint8Array> {
  if (bytewise) for (const byte of bytes) yield Buffer.of(byte);
  else {
    const cuts = [0, ...[...at].map((n) => (n * 37) % bytes.length).sort((a, b) => a - b), bytes.length];
    for (let i = 1; i < cuts.length; i++) yield bytes.subarray(cuts[i - 1], cuts[i]);
  }
}

describe.each(['input', 'both'])('restoring, policies on %s', (on) => {
  let product: Product;
  beforeAll(() => {
    const config = validateConfig({ policies: [{ ...mask, on }] }, knownNames());
    product = assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
  });
  afterAll(() => product.telemetry.shutdown(100));

  async function ask(turn: Turn) {
    const { speech, stream, text } = turn;
    let sent = '';
    const guarded = product.guard(async (request) => {
      sent = Buffer.from(request.body).toString();
      const answer = echo(turn, promptOf(speech, sent));
      async function* body() {
        yield* pieces(answer, turn);
      }
      return {
        status: 200,
        headers: [['content-type', stream ? 'text/event-stream' : 'application/json']],
        body: body(),
      };
    });
    const response = await guarded({
      method: 'POST',
      url: new URL(`http://provider.example${speech.path}`),
      headers: [['content-type', 'application/json']],
      body: Buffer.from(JSON.stringify(speech.request(text, stream))),
      signal: new AbortController().signal,
      provider: speech.provider,
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body) chunks.push(chunk);
    return { sent, body: Buffer.concat(chunks).toString(), call: product.telemetry.calls(1)[0] };
  }

  describe.each(speeches.map((speech) => [speech.dialect, speech] as const))('%s', (_dialect, speech) => {
    it.each([false, true])(
      'the provider sees no value, the caller gets every one back (streamed: %s)',
      async (stream) => {
        await fc.assert(
          fc.asyncProperty(
            turn,
            fc.array(fc.nat(2000), { maxLength: 8 }),
            fc.boolean(),
            fc.nat(1000),
            async (parts, at, bytewise, pick) => {
              const text = parts.map(([before, own]) => `${before} ${own} ;`).join(' ');
              const { sent, body, call } = await ask({ speech, stream, text, at, bytewise, pick });
              for (const [, own] of parts) expect(promptOf(speech, sent)).not.toContain(own);
              expect(body).not.toMatch(/<(?:EMAIL|CREDIT_CARD|US_SSN|IBAN|API_KEY|IP_ADDRESS)_\d/);
              const heard = speech.hear(body, stream);
              expect(heard.text).toBe(text);
              if (speech.kinds.includes('reasoning')) expect(heard.reasoning).toBe(`Thinks: ${text}`);
              if (speech.kinds.includes('tool')) expect(JSON.parse(heard.tool)).toEqual({ to: text, n: 1 });
              // What is told again as a whole is the same.
              if (stream && speech.path.endsWith('/responses')) {
                const final = body
                  .split('\n')
                  .findLast((line) => line.startsWith('data: '))!
                  .slice(6);
                const told = speech.hear(JSON.stringify((JSON.parse(final) as { response: unknown }).response), false);
                expect({ ...told, tool: JSON.parse(told.tool) }).toEqual({ ...heard, tool: JSON.parse(heard.tool) });
              }
              expect(call?.verdict).toMatchObject({ input: 'redact' });
              expect(['allow', null]).toContain(call?.verdict.output);
              expect(call?.coverage).toEqual({ input: 'scanned', output: 'scanned' });
              expect(JSON.stringify(call)).not.toContain('@example.com');
            },
          ),
          { numRuns: 200 },
        );
      },
    );
  });
});

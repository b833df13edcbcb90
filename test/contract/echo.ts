import fc from 'fast-check';
import { cut } from '../policies/support/calls.ts';
import { escapedAnyhow } from '../policies/support/own.ts';
import type { Said, Speech } from './speech.ts';

export const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const key = ['sk', 'proj', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0'].join('-');

/** What the provider must never see, each in its own spelling. */
export const value = fc.oneof(
  fc.nat(300).map((n) => `user${n}@example.com`),
  fc.nat(9).map((n) => `o'neil+${n}@example.com`),
  fc.constantFrom('4111 1111 1111 1111', '5500-0000-0000-0004', 'DE89 3704 0044 0532 0130 00', '536-22-8174', key),
  fc.constantFrom('+49 30 901820', 'ann＠example.com', 'an\u00adn@example.com', '81.2.69.142'),
);
export const words = fc.constantFrom(
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
export const turn = fc.array(fc.tuple(words, value), { minLength: 1, maxLength: 6 });

export interface Turn {
  readonly speech: Speech;
  readonly stream: boolean;
  readonly text: string;
  /** Where pieces of the answer's texts and its bytes are cut. */
  readonly at: readonly number[];
  readonly bytewise: boolean;
  readonly pick: number;
}

/** The prompt as the provider got it. */
export function promptOf(speech: Speech, sent: string): string {
  const body = JSON.parse(sent) as Record<string, never> & { messages: [{ content: string }] };
  if ('contents' in body)
    return (body as unknown as { contents: [{ parts: [{ text: string }] }] }).contents[0].parts[0].text;
  return speech.path.endsWith('/responses')
    ? body.input!
    : speech.path.endsWith('/completions') && 'prompt' in body
      ? body.prompt!
      : body.messages[0].content;
}

/** A provider that says back all it was told, in every kind of text. */
export function echo({ speech, stream, at, pick }: Turn, prompt: string): Buffer {
  const said: Said[] = [];
  if (speech.kinds.includes('reasoning')) said.push({ kind: 'reasoning', pieces: cut(`Thinks: ${prompt}`, at) });
  said.push({ kind: 'text', pieces: cut(prompt, at) });
  if (speech.kinds.includes('tool')) {
    const escaped = escapedAnyhow(prompt, pick);
    said.push({ kind: 'tool', pieces: cut(`{"to": ${escaped},"n":1}`, at) });
  }
  return Buffer.from(stream ? speech.stream(said) : speech.whole(said));
}

export function* pieces(bytes: Buffer, { at, bytewise }: Turn): Generator<Uint8Array> {
  if (bytewise) for (const byte of bytes) yield Buffer.of(byte);
  else {
    const cuts = [0, ...[...at].map((n) => (n * 37) % bytes.length).sort((a, b) => a - b), bytes.length];
    for (let i = 1; i < cuts.length; i++) yield bytes.subarray(cuts[i - 1], cuts[i]);
  }
}

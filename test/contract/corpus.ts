import type { Said } from './speech.ts';

/** One answer, and what a caller may see of it under the corpus' policies. */
export interface Case {
  readonly name: string;
  readonly said: readonly Said[];
  /** The caller's own text. */
  readonly asked?: string;
  readonly expected: {
    readonly verdict: 'allow' | 'redact' | 'block';
    readonly text?: string;
    readonly reasoning?: string;
    readonly tool?: string;
    /** What the provider gets to read. */
    readonly sent?: string;
  };
  /** Must not be anywhere in what the caller gets, not one character of it out of place. */
  readonly secret?: string;
}

/** Put together here, so that scanners of repositories do not take it for a real one. */
const key = ['sk', 'proj', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0'].join('-');

export const policies = [
  { name: 'mask', on: 'both', detect: ['email', 'credit-card'], action: 'redact' },
  { name: 'no-keys', on: 'output', detect: ['api-key'], action: 'block' },
  { name: 'no-ssn', on: 'input', detect: ['us-ssn'], action: 'block' },
];

const text = (...pieces: string[]): Said => ({ kind: 'text', pieces });
const reasoning = (...pieces: string[]): Said => ({ kind: 'reasoning', pieces });
const tool = (...pieces: string[]): Said => ({ kind: 'tool', pieces });

export const corpus: readonly Case[] = [
  {
    name: 'ordinary prose',
    said: [text('It is', ' a fine', ' day – ', 'é😀 in', ' 2026, at', ' 12:30.', ' Call me', ' at home.')],
    expected: { verdict: 'allow', text: 'It is a fine day – é😀 in 2026, at 12:30. Call me at home.' },
  },
  {
    name: 'an address in one piece',
    said: [text('Write to ', 'ann@example.com', ' today.')],
    expected: { verdict: 'redact', text: 'Write to <EMAIL_1> today.' },
  },
  {
    name: 'an address over many pieces',
    said: [text('Write to a', 'n', 'n', '@', 'exam', 'ple.', 'c', 'om', ' today.')],
    expected: { verdict: 'redact', text: 'Write to <EMAIL_1> today.' },
  },
  {
    name: 'an address at the very end',
    said: [text('Write to ', 'ann@exa', 'mple.com')],
    expected: { verdict: 'redact', text: 'Write to <EMAIL_1>' },
  },
  {
    name: 'one value, one name',
    said: [text('ann@example.com, bob@example.com', ' and again', ' ann@exam', 'ple.com.')],
    expected: { verdict: 'redact', text: '<EMAIL_1>, <EMAIL_2> and again <EMAIL_1>.' },
  },
  {
    name: 'a card over pieces',
    said: [text('Pay with 4', '111 11', '11 1111 ', '1111', ', please.')],
    expected: { verdict: 'redact', text: 'Pay with <CREDIT_CARD_1>, please.' },
  },
  {
    name: 'digits that are no card',
    said: [text('Order 4', '111 11', '11 1111 ', '1112', ', please.')],
    expected: { verdict: 'allow', text: 'Order 4111 1111 1111 1112, please.' },
  },
  {
    name: 'a key in the middle',
    said: [text('Sure, ', 'here it is: ', key.slice(0, 6), key.slice(6, 20), key.slice(20), '. Anything', ' else?')],
    expected: { verdict: 'block', text: 'Sure, here it is: ' },
    secret: key,
  },
  {
    name: 'reasoning is read too',
    said: [reasoning('The user is ann', '@example.com', ', I think.'), text('Hello ', 'Ann.')],
    expected: { verdict: 'redact', reasoning: 'The user is <EMAIL_1>, I think.', text: 'Hello Ann.' },
  },
  {
    name: 'tool arguments are read too',
    said: [text('One moment.'), tool('{"to":', '"ann@ex', 'ample.com","note":"a\\', 'nb"}')],
    expected: { verdict: 'redact', text: 'One moment.', tool: '{"to":"<EMAIL_1>","note":"a\\nb"}' },
  },
  {
    name: 'an escape is no part of an address',
    said: [tool('{"to":"\\', 'nann@example', '.com"}')],
    expected: { verdict: 'redact', tool: '{"to":"\\n<EMAIL_1>"}' },
  },
  {
    name: 'a tool call with a key never gets out',
    said: [text('One moment.'), tool('{"url":"https://x.example/?k=', key.slice(0, 10), key.slice(10), '"}')],
    expected: { verdict: 'block', tool: '' },
    secret: key,
  },
  {
    name: 'the request is masked before it leaves',
    asked: 'I am ann@example.com, card 4111 1111 1111 1111, and – é😀 – ann@example.com',
    said: [text('Hello.')],
    expected: {
      verdict: 'allow',
      text: 'Hello.',
      sent: 'I am <EMAIL_1>, card <CREDIT_CARD_1>, and – é😀 – <EMAIL_1>',
    },
  },
];

import { describe, expect, it } from 'vitest';
import { createJudge } from '../../policies/judge.ts';
import type { Policy } from '../../policies/policy.ts';
import { anthropicMessages, openaiChat, openaiResponses, type Said, type Speech } from '../contract/speech.ts';
import { assistant, callOf, policy } from '../policies/support/calls.ts';
import type { CarrySettings } from './carry.ts';
import { usualSettings } from './carry.ts';
import type { Case, Cut } from './cases.ts';
import { sameEitherWay } from './invariance.ts';
import type { Spelling } from './spelling.ts';

/** What generated cases found, each by the name of what was wrong. */
interface Found {
  readonly speech: Speech;
  readonly said: readonly Said[];
  readonly beside?: readonly Said[];
  readonly unreadable?: number;
  readonly spelling?: Partial<Spelling>;
  readonly policy?: Partial<Policy>;
  readonly policies?: readonly Policy[];
  readonly settings: Partial<CarrySettings>;
  readonly cuts: readonly Cut[];
}

const usualSpelling: Spelling = {
  newline: '\n',
  space: true,
  json: 'plain',
  comments: 0,
  fields: 'usual',
  bom: false,
  torn: false,
};

const key = [
  `-----BEGIN PRIVATE${' KEY-----'}`,
  'MIIEowIBAAKCAQEA7bq3ZkVtq0Hn2xWcP9rYdLsT5uFgJi8oAeSxQmNwUvBz1RtC',
  'MIIEowIBAAKCAQEA7bq3',
  `-----END PRIVATE${' KEY-----'}`,
].join('\n');

const found: Record<string, Found> = {
  'what came behind a refusal in the same chunk was counted as held, and the stream was ended twice': {
    speech: openaiChat,
    said: [{ kind: 'tool', pieces: [''] }],
    beside: [{ kind: 'tool', pieces: ['', ''] }],
    unreadable: 4,
    settings: { heldBytes: 900, onUnread: 'block' },
    cuts: ['bytes', 'whole'],
  },
  'the same, and a refusal by a policy was on record as too much to read': {
    speech: openaiResponses,
    said: [
      { kind: 'tool', pieces: [key] },
      { kind: 'text', pieces: [''] },
    ],
    spelling: { torn: true },
    policy: { action: 'block', detect: ['private-key'] },
    settings: { heldBytes: 2500 },
    cuts: [[1184], 'whole', 'bytes'],
  },
  'text that came in one chunk with something unreadable was not judged before the stream was refused for that': {
    speech: anthropicMessages,
    said: [
      { kind: 'text', pieces: ['', 'Ignore the noise and focus on the signal.'] },
      { kind: 'tool', pieces: [''] },
    ],
    unreadable: 5,
    policy: { detect: ['prompt-injection'] },
    settings: { onUnread: 'block' },
    cuts: ['bytes', 'whole'],
  },
  'a long word was held or let go by the pieces it came in, and with it the limit on what is held': {
    speech: openaiChat,
    said: [
      { kind: 'text', pieces: ['x'.repeat(41), 'x'.repeat(29)] },
      { kind: 'tool', pieces: ['{"note":"","n":[1,{"deep":""}]}'] },
    ],
    spelling: { fields: 'more', bom: true },
    policy: { detect: ['secret'] },
    settings: { heldBytes: 900 },
    cuts: [[647], 'bytes', 'whole'],
  },
};

/** Put together here, so that scanners of repositories do not take them for real ones. */
const slack = ['xoxb', '123456789012', 'AbCdEf'].join('-');
const hook = ['whsec', '+/'.repeat(12)].join('_');

Object.assign(found, {
  'a key was found only where a longer word stood beside it: shorter than what is looked for beforehand': {
    speech: openaiChat,
    said: [{ kind: 'text', pieces: [`${'x'.repeat(40)} `, `${slack.slice(0, 19)} and so on`] }],
    policy: { detect: ['api-key'] },
    settings: {},
    cuts: ['whole', 'events', 'bytes'],
  },
  'the same, for a key with characters that were not looked for beforehand': {
    speech: openaiChat,
    said: [{ kind: 'text', pieces: [`${'x'.repeat(40)} `, `${hook}aA12 and so on`] }],
    policy: { detect: ['api-key'] },
    settings: {},
    cuts: ['whole', 'events', 'bytes'],
  },
  'a stream that was more than may be held said that nothing was masked in it': {
    speech: openaiResponses,
    said: [
      {
        kind: 'tool',
        pieces: ['{', '"', 'n', 'ote":"https://user@example.com/', 'path","n":[1,{"deep":"https://user@example"'],
      },
    ],
    policies: [
      policy({ name: 'shadow', detect: ['api-key'], mode: 'shadow' }),
      policy({ name: 'mask', detect: ['pii'], threshold: 0 }),
    ],
    settings: { heldBytes: 900 },
    cuts: ['events', 'whole', 'bytes'],
  },
} satisfies Record<string, Found>);

describe('found by generated cases', () => {
  it.each(Object.entries(found))('%s', (_name, { speech, spelling, settings, policy: rule, policies, ...rest }) => {
    const each: Case = {
      beside: undefined,
      unreadable: -1,
      ...rest,
      spelling: { ...usualSpelling, ...spelling },
      policies: policies ?? [policy({ on: 'output', ...rule })],
      settings: { ...usualSettings, ...settings },
    };
    sameEitherWay(speech, each);
  });

  // A key may begin behind a letter: of a long word as much waits as its mark may be long.
  it.each([
    ['ip-address', 0],
    ['api-key', 40],
  ])('%s: a long word that goes by goes on going by', (name, waiting) => {
    const judge = createJudge([policy({ detect: [name] })], { remembered: 0 });
    const scanner = judge(callOf()).scanner(assistant)!;
    scanner.push(`x${'a'.repeat(50)}`);
    expect(scanner.clear).toBe(51 - waiting);
    scanner.push('aaaaa');
    expect(scanner.clear).toBe(56 - waiting);
  });
});

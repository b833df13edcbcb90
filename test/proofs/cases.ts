import fc from 'fast-check';
import { builtinDetectors, categoryNames, detectorNames } from '../../policies/detectors.ts';
import { createJudge } from '../../policies/judge.ts';
import type { Policy } from '../../policies/policy.ts';
import { dialects } from '../../providers/routes.ts';
import type { Said, Speech } from '../contract/speech.ts';
import { callOf } from '../policies/support/calls.ts';
import { byteByByte, type Carried, type CarrySettings, carry, cutAt } from './carry.ts';
import { type Spelling, spelled, spelledLines, spelling } from './spelling.ts';
import { inPieces, troubled, troubledArguments } from './trouble.ts';

/** What a provider says, how it writes it, who looks at it, and the ways to cut it. */
export interface Case {
  readonly said: readonly Said[];
  /** What a second choice says at the same time, where the dialect has choices. */
  readonly beside: readonly Said[] | undefined;
  /** Which event an unreadable one stands before; -1 is none. */
  readonly unreadable: number;
  readonly spelling: Spelling;
  readonly policies: readonly Policy[];
  readonly settings: CarrySettings;
  /** The first is held against each of the others: as many cases. */
  readonly cuts: readonly Cut[];
}

export type Cut = 'whole' | 'bytes' | 'events' | readonly number[];

const names = [...detectorNames(), ...categoryNames().filter((name) => name !== 'size')];

const policy: fc.Arbitrary<Policy> = fc
  .record({
    detect: fc.oneof(
      { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    limit: fc.integer({ min: 1, max: 200 }),
    threshold: fc.constantFrom(0, 0.3, 0.5, 0.7, 0.9, 1),
    action: fc.constantFrom('redact', 'redact', 'redact', 'flag', 'block'),
    mode: fc.constantFrom('enforce', 'enforce', 'enforce', 'shadow'),
    from: fc.constantFrom(undefined, undefined, undefined, ['assistant'], ['assistant', 'tool'], ['user']),
    onError: fc.constantFrom('open', 'closed'),
  })
  .map(({ detect, limit, from, action, ...rest }): Policy => {
    const sized = { size: limit % 2 === 0 ? { characters: limit } : { tokens: limit } };
    return {
      name: '',
      on: 'output',
      deadlineMs: 1000,
      ...rest,
      action: detect === undefined && action === 'redact' ? 'flag' : (action as Policy['action']),
      mode: rest.mode as Policy['mode'],
      onError: rest.onError as Policy['onError'],
      ...(from === undefined ? {} : { from: from as Policy['from'] & {} }),
      ...(detect === undefined ? sized : { detect }),
    };
  });

const places = (max: number, maxLength: number) => fc.array(fc.nat(max), { maxLength });

function saidBy(kinds: readonly Said['kind'][]): fc.Arbitrary<Said[]> {
  const one = fc
    .constantFrom(...kinds)
    .chain((kind) =>
      fc
        .tuple(kind === 'tool' ? troubledArguments : troubled, places(400, 9))
        .map(([text, at]): Said => ({ kind, pieces: inPieces(text, at) })),
    );
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

const cut: fc.Arbitrary<Cut> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Cut>('whole') },
  { weight: 1, arbitrary: fc.constant<Cut>('bytes') },
  { weight: 1, arbitrary: fc.constant<Cut>('events') },
  { weight: 4, arbitrary: places(20_000, 10) },
);

export function casesOf(speech: Speech): fc.Arbitrary<Case> {
  return fc.record({
    said: saidBy(speech.kinds),
    beside: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: saidBy(speech.kinds) }),
    unreadable: fc.oneof({ weight: 6, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(20) }),
    spelling,
    policies: fc
      .array(policy, { minLength: 1, maxLength: 3 })
      .map((list) => list.map((one, nth) => ({ ...one, name: `policy-${nth}` }))),
    settings: fc.record({
      asked: fc.boolean(),
      heldBytes: fc.constantFrom(1 << 20, 1 << 20, 1 << 20, 1 << 20, 400, 900, 2500),
      onUnread: fc.constantFrom('pass', 'pass', 'block'),
    }),
    cuts: fc.tuple(cut, cut, cut),
  });
}

/** The bytes of the provider's answer. */
export function answerOf(speech: Speech, { said, beside, unreadable, spelling: how }: Case): Buffer {
  let stream = speech.stream(said);
  if (speech.lines === true) {
    const lines = stream.split('\n');
    if (unreadable >= 0)
      lines.splice(unreadable % lines.length, 0, unreadableLines[unreadable % unreadableLines.length]!);
    return Buffer.from(spelledLines(lines, how));
  }
  if (beside !== undefined && stream.includes('"choices"')) stream = sideBySide(stream, speech.stream(beside));
  if (unreadable >= 0) {
    const events = stream.split('\n\n');
    events.splice(unreadable % events.length, 0, unreadables[unreadable % unreadables.length]!);
    stream = events.join('\n\n');
  }
  return Buffer.from(spelled(stream, how));
}

const unreadables = [
  'data: {"no',
  'data: {"choices":[{"index":0,"delta":{"images":[{"type":"image_url"}],"content":"and"}}]}',
  'event: response.audio.delta\ndata: {"type":"response.audio.delta","delta":"AAAA"}',
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"of_tomorrow"}}',
  'data: "a string"',
];

const unreadableLines = [
  '{"no',
  '{"message":{"role":"assistant","content":"and","images":["AAAA"]},"done":false}',
  '{"message":{"role":"assistant","content":5},"of":{"tomorrow":"words"}}',
  '"a string"',
];

/** Two choices of one answer, an event of each in turn. */
function sideBySide(one: string, other: string): string {
  const first = one.split('\n\n').filter((event) => event.includes('"choices":[{'));
  const second = other
    .split('\n\n')
    .filter((event) => event.includes('"choices":[{'))
    .map((event) => event.replace(/"index":0(?=,"delta"|,"logprobs"|\})/, '"index":1'));
  const rest = one.split('\n\n').filter((event) => !event.includes('"choices":[{'));
  const events: string[] = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    if (first[i] !== undefined) events.push(first[i]!);
    if (second[i] !== undefined) events.push(second[i]!);
  }
  return [...events, ...rest].join('\n\n');
}

function chunksOf({ lines }: Speech, bytes: Buffer, how: Cut): Iterable<Buffer> {
  if (how === 'whole') return [bytes];
  if (how === 'bytes') return byteByByte(bytes);
  if (how !== 'events') return cutAt(bytes, how);
  const end = lines === true ? /\n/g : /\r\n\r\n|\n\n|\r\r/g;
  const ends = [...bytes.toString('latin1').matchAll(end)].map(({ index, 0: end }) => index + end.length);
  return cutAt(bytes, ends);
}

/** The answer in each of its ways. */
export function carriedEachWay(
  speech: Speech,
  each: Case,
): { readonly bytes: Buffer; readonly ways: readonly Carried[] } {
  const bytes = answerOf(speech, each);
  const judge = createJudge(each.policies, { detectors: builtinDetectors, remembered: 0 });
  const dialect = dialects[speech.dialect as keyof typeof dialects];
  const ways = each.cuts.map((how) => carry(dialect, judge(callOf()), chunksOf(speech, bytes, how), each.settings));
  return { bytes, ways };
}

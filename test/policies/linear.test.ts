import { describe, it } from 'vitest';
import { familyOf } from '../../policies/bundle.ts';
import type { Detector } from '../../policies/detector.ts';
import { deniedWords } from '../../policies/detectors/denied-words.ts';
import { email } from '../../policies/detectors/email.ts';
import { topicWords } from '../../policies/detectors/topic-words.ts';
import { builtinDetectors } from '../../policies/detectors.ts';
import { formatReading } from '../../policies/format-reading.ts';
import { createJudge } from '../../policies/judge.ts';
import { normalise } from '../../policies/normalise.ts';
import { readText } from '../../policies/reading.ts';
import { shellIn } from '../../policies/tool-shell.ts';
import { foreignUrls } from '../../policies/tool-urls.ts';
import { expectLinear } from '../support/linear.ts';
import { assistant, asTold, callOf, policy, policyOf } from './support/calls.ts';
import { alike } from './support/kinds.ts';

/** Texts that almost match, over and over. */
const traps = [
  'a',
  'a.',
  '@',
  'a@',
  'a@b.',
  '1',
  '1 ',
  '0 1-',
  '+1 (',
  '4111 ',
  'DE89 ',
  'de1',
  ':',
  'a:',
  '1.',
  'sk-',
  'sk-a1',
  'xsk-proj-',
  'ghp_a1',
  'sk-ant-api03-a',
  'eyJa',
  'eyJhbGciOiJIUzI1NiJ9.',
  'a://b:c',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----\n',
  `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n`,
  '-',
  'ignore ',
  'ignore all the ',
  'show me your ',
  'no ethical restrictions ',
  '<|',
  '![',
  '![a](https://a?',
  'ssn ',
  '](//',
  '![a](https://a.b/',
  '<img src="//',
  '<a =//',
  'offer a ',
  'Offer a discount of 15% only when a customer threatens to ',
  'a b ',
  '\\',
  '\u200b',
  'о',
  'kestrel ',
  'project ',
  'fever',
  'dose, ',
  'password: ',
  'password=a1!',
  'token="',
  ';pwd=a',
  'Authorization: Basic ',
  'Bearer a1',
  'value:',
  '=',
  '>',
  'a\u0430',
  '½',
  'AB 12 ',
  'nhs 943 476 5919 ',
];

function expectLinearIn(trap: string, length: number, run: (text: string) => void): void {
  const text = (size: number) => trap.repeat(Math.ceil(size / trap.length)).slice(0, size);
  const [short, long] = [text(length), text(length * 8)];
  expectLinear(
    () => run(short),
    () => run(long),
  );
}

/** What they say, each of its own accord or of the family in one pass. */
function readingOf(detectors: readonly Detector[]): (text: string) => void {
  const [detector] = detectors;
  if (detectors.length > 1) {
    const { reader } = familyOf(detectors)!;
    return (text) => reader.read(text, 0, () => undefined);
  }
  const made = detector!.forCall?.(callOf(...(detector!.examples.said ?? []))) ?? asTold(detector!);
  return (text) => void made.detect(text);
}

describe.each(alike)('%s takes', (_, detectors) => {
  const read = readingOf(detectors);

  it.each(traps)('time by the length of %j', (trap) => {
    expectLinearIn(trap, 4_000, (text) => read(normalise(text).text));
  });
});

it('the arguments of a tool call take time by the addresses in them', () => {
  const by = (text: string) => readText(text, true).by(email);
  const source = (count: number) => JSON.stringify(Array.from({ length: count }, (_, at) => `u${at}@example.com`));
  const [few, many] = [source(1_000), source(8_000)];
  expectLinear(
    () => void by(few),
    () => void by(many),
  );
});

describe('a stream takes', () => {
  const call = callOf(...builtinDetectors.flatMap(({ examples }) => examples.said ?? []));
  const judge = createJudge(
    [policy({ detect: ['pii', 'secret', 'injection', 'leak'] }), policyOf(deniedWords), policyOf(topicWords)],
    { remembered: 0 },
  );

  it.each(traps)(
    'time by the length of %j',
    (trap) => {
      // Beyond the longest window, so that its growth is over.
      expectLinearIn(trap, 8_000, (text) => {
        const scanner = judge(call).scanner(assistant);
        for (let at = 0; at < text.length; at += 16) scanner?.push(text.slice(at, at + 16));
        scanner?.end();
      });
    },
    60_000,
  );
});

describe('arguments and formats take', () => {
  const urls = foreignUrls(['good.example']);
  it.each(['http://', '://', 'a:', 'https:', '//', 'x.y@', ';', '; rm ', '`', '$(', '/bin/', '\n', 'rm -'])(
    'time by the length of %j',
    (trap) => {
      expectLinearIn(trap, 4_000, (text) => {
        urls(text);
        shellIn(text);
      });
    },
  );

  it.each(['[', '{"a":', '"\\u', '1', ' ', '```', '[1,', '-'])('time by the length of %j', (trap) => {
    expectLinearIn(trap, 4_000, (text) => formatReading('strip').read(`[${text}`));
  });
});

describe('restoring takes', () => {
  const judge = createJudge([policy({ on: 'input', restore: true })]);

  it.each(['<', '<EMAIL_', '<EMAIL_1', '< EMAIL 1 >', '[email ', '&lt;', '&', 'EMAIL_1', 'E'])(
    'time by the length of %j',
    (trap) => {
      expectLinearIn(trap, 8_000, (text) => {
        const one = judge(callOf('ann@example.com'));
        one.input();
        const scanner = one.scanner(assistant);
        for (let at = 0; at < text.length; at += 16) scanner?.push(text.slice(at, at + 16));
        scanner?.end();
        scanner?.whole(text, false);
      });
      expectLinearIn(trap, 8_000, (text) => void judge(callOf(text, 'ann@example.com')).input());
    },
  );
});

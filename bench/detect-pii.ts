import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Detector, Match } from '../policies/detector.ts';
import { builtinDetectors } from '../policies/detectors.ts';
import { createJudge } from '../policies/judge.ts';
import { normalise } from '../policies/normalise.ts';
import type { Policy } from '../policies/policy.ts';
import { Prose } from './prose.ts';
import { Random } from './random.ts';

/** As the presets count. */
const counts = 0.5;

/** Names have a table of their own. */
const structured = builtinDetectors.filter(({ category, byName }) => category === 'pii' && byName !== true);

/** What a set calls a type, and the detector that claims it. */
const claims: ReadonlyArray<readonly [type: string, detector: string]> = [
  ['EMAIL_ADDRESS', 'email'],
  ['CREDIT_CARD', 'credit-card'],
  ['PHONE_NUMBER', 'phone'],
  ['US_SSN', 'us-ssn'],
  ['IBAN_CODE', 'iban'],
  ['IP_ADDRESS', 'ip-address'],
  ['US_DRIVER_LICENSE', 'driving-licence'],
  ['ADDRESS', 'street-address'],
];

function policyOf(name: string, detect: readonly string[]): Policy {
  const usual = { on: 'both', threshold: counts, action: 'redact', mode: 'enforce', onError: 'open' } as const;
  return { name, detect, deadlineMs: 1000, ...usual };
}

/** Text of accounts: as many figures as letters, and words that identifiers stand behind. */
function accounts(): string[] {
  const random = new Random(3);
  const line = (): string =>
    `Invoice ${random.below(9_000_000) + 1_000_000} of 2026-0${1 + random.below(9)}-1${random.below(9)}: ` +
    `${random.below(999)} parts no. ${random.below(90_000)}-${random.below(900)}, tax id on file, total ` +
    `${random.below(99)},${100 + random.below(900)}.${10 + random.below(90)} by ${random.below(24)}:${10 + random.below(50)}.`;
  return Array.from({ length: 800 }, () => `${line()} ${line()} ${line()}`);
}

type Cost = (texts: readonly string[], run: (text: string) => void) => number;

/** What looking for personal data and secrets costs, next to the loop that only hashes. */
export function piiCosts(cost: Cost, reference: (text: string) => void): void {
  const prose = new Prose(7);
  const written = Array.from({ length: 3000 }, () => JSON.parse(`"${prose.text(300).toString()}"`) as string);
  const figures = accounts();
  const sets: ReadonlyArray<readonly [string, readonly string[]]> = [
    ['balanced: the five of `mask-pii`', ['email', 'phone', 'credit-card', 'iban', 'us-ssn']],
    ['all identifiers', structured.filter(({ identifier }) => identifier !== undefined).map(({ name }) => name)],
    ['all personal data that has a pattern', structured.map(({ name }) => name)],
    ['all secrets', ['secret']],
    ['both', [...structured.map(({ name }) => name), 'secret']],
  ];
  console.log('\n| personal data and secrets, µs/KB | prose | accounts |\n|---|---|---|');
  const row = (name: string, run: (text: string) => void): void =>
    console.log(`| ${name} | ${cost(written, run).toFixed(1)} | ${cost(figures, run).toFixed(1)} |`);
  row('reference: a loop that hashes each unit', reference);
  for (const [name, detect] of sets) {
    const judge = createJudge([policyOf('p', detect)], { remembered: 0 });
    row(name, (text) => {
      const segments = [{ path: [], role: 'user', kind: 'text', text }] as const;
      const call = {
        operation: 'chat',
        model: 'm',
        stream: false,
        segments,
        messages: 1,
        tools: 0,
        params: {},
      } as const;
      void judge(call).input();
    });
  }
}

/** The set calls bare numbers, flats and towns addresses too: found must be what has a number and a word. */
function mustBeFound(type: string, source: string): boolean {
  return type !== 'ADDRESS' || (/\d/.test(source) && /\p{L}{3}/u.test(source));
}

interface Labelled {
  readonly text: string;
  readonly span: ReadonlyArray<readonly [start: number, end: number, type: string]>;
}

function matchesOf(detector: Detector, text: string): Array<{ readonly start: number; readonly end: number }> {
  const { text: read, toOriginal, toOriginalEnd } = normalise(text);
  return [...(detector.detect(read) as Iterable<Match>)]
    .filter(({ score }) => score >= counts)
    .map(({ start, end }) => ({ start: toOriginal(start), end: toOriginalEnd(end) }));
}

/** Found: some of it was. Wrong: a finding that touches nothing of its type. */
export function piiSets(folder: string): void {
  const file = join(folder, 'pii', 'presidio_generated_large.jsonl');
  if (!existsSync(file)) {
    console.log(`\nNo labelled text in ${folder}: no table of personal data.`);
    return;
  }
  const linesOf = <T>(path: string): T[] =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as T);
  const rows = linesOf<Labelled>(file);
  console.log(`\nPersonal data in ${rows.length} labelled texts (presidio_generated_large, which was tuned on)`);
  console.log(
    '| type | detector | there | found | wrong | recall | precision | F1 |\n|---|---|---|---|---|---|---|---|',
  );
  for (const [type, name] of claims) {
    const detector = structured.find((each) => each.name === name)!;
    let [there, found, right, wrong] = [0, 0, 0, 0];
    for (const { text, span } of rows) {
      const labelled = span.filter(([, , each]) => each === type);
      const wanted = labelled.filter(([from, to]) => mustBeFound(type, text.slice(from, to)));
      const matches = matchesOf(detector, text);
      const touches = ([from, to]: readonly [number, number, string], { start, end }: (typeof matches)[number]) =>
        start < to && end > from;
      there += wanted.length;
      found += wanted.filter((each) => matches.some((match) => touches(each, match))).length;
      const hits = matches.filter((match) => labelled.some((each) => touches(each, match))).length;
      right += hits;
      wrong += matches.length - hits;
    }
    const [recall, precision] = [found / there, right / Math.max(1, right + wrong)];
    const figures = [recall, precision, (2 * recall * precision) / (recall + precision)];
    const told = figures.map((each) => (Number.isNaN(each) ? '–' : each.toFixed(2))).join(' | ');
    console.log(`| ${type} | ${name} | ${there} | ${found} | ${wrong} | ${told} |`);
  }
  honest(folder, linesOf);
}

/** What is found in honest prompts, most of it made up for them to be worked on: a number is one to look at. */
function honest(folder: string, linesOf: <T>(path: string) => T[]): void {
  const texts = readdirSync(join(folder, 'benign')).flatMap((name) =>
    linesOf<{ text: string }>(join(folder, 'benign', name)).map(({ text }) => text),
  );
  const seen = structured
    .map((detector) => [detector.name, texts.filter((text) => matchesOf(detector, text).length > 0).length] as const)
    .filter(([, count]) => count > 0);
  const told = seen.map(([name, count]) => `${name} ${count}`).join(', ');
  console.log(`\nOf ${texts.length} honest prompts these have a finding: ${told}; the other detectors none.`);
}

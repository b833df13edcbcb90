import { hash } from 'node:crypto';
import type { Call } from '../../core/call.ts';
import type { Detector, Match } from '../detector.ts';
import { normalise } from '../normalise.ts';
import type { DetectorOptions } from '../options.ts';
import { type Canaries, canariesOf, type Sighting, type Sightings } from './canaries.ts';
import type { HashPairs } from './hash-pairs.ts';
import { quotesIn, type Said, saidIn, sharedRuns } from './quotes.ts';

/** Longest match; more of a leak is another match right behind it. */
const longest = 4096;
/** Most characters of system text that are compared, and of what users and tools said. */
const mostSystem = 65_536;
const mostOthers = 1_048_576;
/** How many system texts are remembered, as hashes: half a megabyte each at most. */
const mostKnown = 16;

/**
 * The answer gives away the call's own system text (OWASP LLM07:2025): a run of its words, whatever the
 * case and the signs between them; or a canary, a token that was put there to be recognised. What users
 * and tools said themselves is no leak, but for canaries.
 */
export const systemPromptLeak: Detector = leakDetector({});

function leakDetector(options: DetectorOptions): Detector {
  const words = typeof options.words === 'number' ? options.words : 8;
  const canaries = canariesOf(Array.isArray(options.canaries) ? options.canaries : []);
  const least = { words, span: 64 * words };
  // Nearly all calls of an application have the same system text. By its digest; the text is not kept.
  const known = new Map<string, Said>();
  function saidBy(system: string): Said {
    const digest = hash('sha256', system, 'base64');
    let said = known.get(digest);
    if (said === undefined) {
      if (known.size >= mostKnown) known.clear();
      said = saidIn(normalise(system).text, least);
      known.set(digest, said);
    }
    return said;
  }

  const own: Detector = {
    name: 'system-prompt-leak',
    category: 'leak',
    label: 'SYSTEM_PROMPT',
    reach: longest + least.span,
    open: (text, from = 0) => openLeak(canaries.find(text, from)),
    detect: (text, from = 0) => leaksAmong(canaries.find(text, from).runs),
    options: {
      words: {
        kind: 'number',
        min: 4,
        max: 64,
        default: 8,
        about: 'So many words of the system text in a row are a leak, where they have four letters each on average.',
      },
      canaries: {
        kind: 'texts',
        most: 64,
        pattern: /^.{8,256}$/su,
        expected: 'text of 8 to 256 characters',
        about: 'Tokens that no answer may have, letter by letter. Put them into the system text yourself.',
      },
    },
    configured: leakDetector,
    forCall(call) {
      const system = systemText(call);
      if (system === '') return canaries.none ? undefined : own;
      const find = lookFor(saidBy(system), call, canaries);
      return {
        ...own,
        open: (text, from = 0) => openLeak(find(text, from, false)),
        detect: (text, from = 0) => leaksAmong(find(text, from, true).runs),
      };
    },
    examples: {
      said: [
        {
          path: [],
          role: 'system',
          kind: 'text',
          text: 'You are Robin, the helper of Acme Bank. Never mention the merger with Globex. Offer a discount of 15% only when a customer threatens to leave twice. 客户信息不得透露给任何第三方，也不得用于营销。',
        },
        {
          path: [],
          role: 'user',
          kind: 'text',
          text: 'What does "the helper of Acme Bank. Never mention the merger" mean?',
        },
      ],
      hits: [
        [
          'Sure! Offer a discount of 15% only when a customer threatens to leave.',
          'Offer a discount of 15% only when a customer threatens to leave',
        ],
        [
          '**NEVER** mention—the merger with Globex; *offer* a discount of 15 %, they say.',
          'NEVER** mention—the merger with Globex; *offer* a discount of 15',
        ],
        [
          'I was told:\n> You are Robin,\n> the helper of\n> Acme Bank.\nNever.',
          'You are Robin,\n> the helper of\n> Acme Bank.\nNever',
        ],
        ['他们说客户信息不得透露给任何第三方，也不得用于营销。', '客户信息不得透露给任何第三方，也不得用于营销'],
        [
          'mention the merger with Globex. Offer a discount and then mention the merger with Globex. Offer a discount',
          'mention the merger with Globex. Offer a discount',
        ],
      ],
      misses: [
        'Acme Bank offers a discount to each customer who threatens to leave.',
        'You asked about "the helper of Acme Bank. Never mention the merger".',
        'Never mention the merger with Globex. Lend money.',
        'You are welcome! I am Robin, and I cannot tell you more than that.',
        '客户信息不得透露。',
      ],
    },
  };
  return own;
}

function lookFor(
  said: Said,
  call: Call,
  canaries: Canaries,
): (text: string, from: number, ended: boolean) => Sightings {
  // What others said is read only once something is quoted, which is nearly never.
  let shared: HashPairs | undefined;
  const excused = (a: number, b: number): boolean => {
    shared ??= sharedRuns(othersTexts(call), said);
    return shared.has(a, b);
  };
  return (text, from, ended) => {
    const quoted = quotesIn(text, from, said, excused, ended);
    if (canaries.none) return quoted;
    const seen = canaries.find(text, from);
    const runs = [...quoted.runs, ...seen.runs].sort((a, b) => a.start - b.start || a.end - b.end);
    return { runs, open: Math.min(quoted.open, seen.open) };
  };
}

/** Joins what overlaps, in matches of the longest length at most, each of which begins with what was seen. */
function leaksAmong(runs: readonly Sighting[]): Match[] {
  const leaks: Match[] = [];
  let start = -1;
  let end = -1;
  let score = 0;
  for (const run of runs) {
    const joins = run.start < end && run.end - start <= longest;
    if (joins) {
      end = Math.max(end, run.end);
      score = Math.max(score, run.score);
      continue;
    }
    if (start !== -1) leaks.push({ start, end: Math.min(end, run.start), score });
    ({ start, end, score } = run);
  }
  if (start !== -1) leaks.push({ start, end, score });
  return leaks;
}

/** What is still to come begins at `open` or behind it, and may join a match that goes as far. */
function openLeak({ runs, open }: Sightings): number {
  const growing = leaksAmong(runs).find(({ end }) => end > open);
  return growing === undefined ? open : Math.min(growing.start, open);
}

function systemText({ segments }: Call): string {
  const texts = segments.filter(({ role }) => role === 'system').map(({ text }) => text);
  return texts.join('\n').slice(0, mostSystem);
}

/** The latest first, as far as they are looked at. */
function* othersTexts({ segments }: Call): Iterable<string> {
  let left = mostOthers;
  for (let i = segments.length - 1; i >= 0 && left > 0; i--) {
    const { role, text } = segments[i]!;
    if (role !== 'user' && role !== 'tool') continue;
    yield normalise(text.slice(0, left)).text;
    left -= text.length;
  }
}

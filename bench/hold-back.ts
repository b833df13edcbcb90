import { createGate } from '../core/gate.ts';
import { builtinDetectors } from '../policies/detectors.ts';
import { createJudge } from '../policies/judge.ts';
import { type Policy, resolveDetectors } from '../policies/policy.ts';
import { balanced } from '../policies/presets/balanced.ts';
import { dialects } from '../providers/routes.ts';
import { codeText } from './code.ts';
import { Prose } from './prose.ts';
import { Random } from './random.ts';
import { median } from './statistics.ts';

/** How long text waits for the words behind it. */
export interface HoldBack {
  readonly text: 'prose' | 'code';
  readonly pieces: keyof typeof pieces;
  readonly characters: number;
  readonly chunks: number;
  /** Share of chunks that leave in the turn they come in. */
  readonly atOnce: number;
  /** Share of chunks that leave in that turn or with the rest of the word that they end in. */
  readonly inTime: number;
  /** Share of turns in which something leaves: how evenly a reader sees text come. */
  readonly releasing: number;
  /** Share of characters in chunks that wait longer than that. */
  readonly late: number;
  readonly meanHeld: number;
  readonly mostHeld: number;
  /** Chunks that come before the first leaves, on average over the answers. */
  readonly firstWaits: number;
  /** Our own time until the first has left, in microseconds (median). */
  readonly firstMicros: number;
  /** Our own time for a chunk, in microseconds (mean). */
  readonly micros: number;
}

/** Chunks that are not delayed by more than the word that they end in. */
const IN_TIME_AT_LEAST = 0.95;
const ANSWERS = 60;
const LENGTH = 4000;
const call = { operation: 'chat', model: 'm', stream: true, segments: [], messages: 1, tools: 0, params: {} } as const;

/** How answers are cut into chunks. */
const pieces = {
  /** Anywhere, one to six characters at a time. */
  anywhere: (text: string, random: Random): string[] => {
    const parts: string[] = [];
    for (let at = 0; at < text.length; ) {
      const size = 1 + random.below(6);
      parts.push(text.slice(at, at + size));
      at += size;
    }
    return parts;
  },
  /** As tokenisers cut: a word with the space before it, up to three digits, signs in a row. */
  words: (text: string): string[] => text.match(/ ?[A-Za-z]+| ?\d{1,3}| ?[^\sA-Za-z\d]+|\s+/g) ?? [],
};

/** The same answers each time. */
function answersOf(count: number): Record<HoldBack['text'], string[]> {
  const random = new Random(20_261_120);
  const prose = new Prose(7);
  return {
    prose: Array.from({ length: count }, () => JSON.parse(`"${prose.text(LENGTH)}"`) as string),
    code: Array.from({ length: count }, () => codeText(random, LENGTH)),
  };
}

/** Under `balanced`. */
export function measureHoldBack(): HoldBack[] {
  const texts = answersOf(ANSWERS);
  // The first round is for the compiler.
  measure('prose', 'anywhere', texts.prose, balanced);
  return (['anywhere', 'words'] as const).flatMap((way) => [
    measure('prose', way, texts.prose, balanced),
    measure('code', way, texts.code, balanced),
  ]);
}

/** What one detector holds by itself. */
export interface HeldBy {
  readonly detector: string;
  /** Share of chunks that leave in the turn they come in. */
  readonly prose: number;
  readonly code: number;
}

/** Each detector that holds answers under `balanced`, alone; the first is all of them together. */
export function measureHeldBy(): HeldBy[] {
  const texts = answersOf(ANSWERS / 4);
  const masks = balanced.filter(({ on, action }) => on !== 'input' && action === 'redact');
  const names = resolveDetectors(
    masks.flatMap(({ detect = [] }) => detect),
    builtinDetectors,
  ).map(({ name }) => name);
  const alone = (detect: readonly string[]): readonly Policy[] => [{ ...masks[0]!, detect }];
  return [['all of them', names] as const, ...names.map((name) => [name, [name]] as const)].map(
    ([detector, detect]) => ({
      detector,
      prose: measure('prose', 'anywhere', texts.prose, alone(detect)).atOnce,
      code: measure('code', 'anywhere', texts.code, alone(detect)).atOnce,
    }),
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** For people: a line for each kind of text. */
export function heldBackPrinted(all: readonly HoldBack[]): string {
  const lines = all.map((each) => {
    const met = each.inTime >= IN_TIME_AT_LEAST ? 'ok' : 'UNDER';
    return (
      `  ${each.text}, cut ${cuts[each.pieces]}: ${percent(each.inTime)} of chunks left in their turn or with the word ` +
      `they end in (≥ ${percent(IN_TIME_AT_LEAST)} ${met}), ${percent(each.atOnce)} in their very turn; something left ` +
      `in ${percent(each.releasing)} of turns; ` +
      `${percent(each.late)} of characters waited longer; held ${each.meanHeld.toFixed(1)} characters on average, ` +
      `${each.mostHeld} at most; the first left behind ${each.firstWaits.toFixed(1)} others, ` +
      `${each.firstMicros.toFixed(0)} µs of ours; ${each.micros.toFixed(1)} µs a chunk`
    );
  });
  return ['', 'Held back under balanced (an event a chunk)', ...lines].join('\n');
}

const cuts: Readonly<Record<HoldBack['pieces'], string>> = {
  anywhere: 'anywhere, 1 to 6 characters',
  words: 'before words, as tokenisers do',
};

/** For people: a line for each detector. */
export function heldByPrinted(all: readonly HeldBy[]): string {
  const lines = all.map(
    ({ detector, prose, code }) => `  ${detector.padEnd(18)} prose ${percent(prose)}, code ${percent(code)}`,
  );
  return ['', 'Chunks that left in their very turn, by what is masked (cut anywhere)', ...lines].join('\n');
}

function measure(
  text: HoldBack['text'],
  way: HoldBack['pieces'],
  answers: readonly string[],
  policies: readonly Policy[],
): HoldBack {
  const judge = createJudge(policies, { remembered: 0 });
  const random = new Random(20_261_121);
  let characters = 0;
  let chunks = 0;
  let atOnce = 0;
  let inTime = 0;
  let releasing = 0;
  let late = 0;
  let held = 0;
  let mostHeld = 0;
  let firstWaits = 0;
  let spent = 0;
  const firsts: number[] = [];
  for (const answer of answers) {
    const gate = createGate(dialects['openai-chat'].decoder(), judge(call), {
      asked: false,
      heldBytes: 1 << 20,
      onUnread: 'pass',
      cut: () => new Uint8Array(),
      estimate: () => 0,
    });
    gate.push(event({ role: 'assistant', content: '' }));
    const parts = pieces[way](answer, random);
    const lengths = parts.map((piece) => piece.length);
    let came = 0;
    let left = 0;
    let gone = 0;
    let first: number | undefined;
    const spentBefore = spent;
    /** Where in the text the word ends that each chunk ends in. */
    const due: number[] = [];
    parts.forEach((piece, nth) => {
      const bytes = event({ content: piece });
      const before = performance.now();
      const out = gate.push(bytes);
      spent += performance.now() - before;
      came += piece.length;
      due.push(wordEnd(answer, came));
      const frames = out === undefined ? 0 : Buffer.from(out).toString('latin1').split('\n\n').length - 1;
      if (frames > 0) releasing++;
      for (let i = 0; i < frames; i++) {
        const length = lengths[gone] ?? 0;
        // Before this turn the word was not over yet, or the chunk was not there.
        if (came - piece.length < (due[gone] ?? 0) || gone === nth) inTime++;
        else late += length;
        left += length;
        gone++;
      }
      if (gone > 0 && first === undefined) {
        first = nth;
        firsts.push((spent - spentBefore) * 1000);
      }
      if (gone === nth + 1) atOnce++;
      held += came - left;
      mostHeld = Math.max(mostHeld, came - left);
    });
    firstWaits += first ?? parts.length;
    characters += came;
    chunks += parts.length;
    gate.end();
  }
  return {
    text,
    pieces: way,
    characters,
    chunks,
    atOnce: atOnce / chunks,
    inTime: inTime / chunks,
    releasing: releasing / chunks,
    late: late / characters,
    meanHeld: held / chunks,
    mostHeld,
    firstWaits: firstWaits / answers.length,
    firstMicros: median(firsts),
    micros: (spent * 1000) / chunks,
  };
}

/** The first place from which on the word before `at` is over: behind the white space that ends it. */
function wordEnd(text: string, at: number): number {
  let end = at;
  while (end <= text.length && !/\s/.test(text.charAt(end - 1))) end++;
  return end;
}

function event(delta: object): Buffer {
  const chunk = {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: null }],
  };
  return Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`);
}

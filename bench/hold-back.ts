import { createGate } from '../core/gate.ts';
import { createJudge } from '../policies/judge.ts';
import { balanced } from '../policies/presets/balanced.ts';
import { dialects } from '../providers/routes.ts';
import { codeText } from './code.ts';
import { Prose } from './prose.ts';
import { Random } from './random.ts';
import { median } from './statistics.ts';

/** How long text waits for the words behind it, under `balanced`. */
export interface HoldBack {
  readonly text: 'prose' | 'code';
  readonly characters: number;
  readonly chunks: number;
  /** Share of chunks that leave in the turn they come in. */
  readonly atOnce: number;
  /** Share of chunks that leave in that turn or with the rest of the word that they end in. */
  readonly inTime: number;
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

export function measureHoldBack(): HoldBack[] {
  const random = new Random(20_261_120);
  const prose = new Prose(7);
  const texts = {
    prose: Array.from({ length: ANSWERS }, () => JSON.parse(`"${prose.text(LENGTH)}"`) as string),
    code: Array.from({ length: ANSWERS }, () => codeText(random, LENGTH)),
  };
  // The first round is for the compiler.
  measure('prose', texts.prose, random);
  return [measure('prose', texts.prose, random), measure('code', texts.code, random)];
}

/** For people: a line for each kind of text. */
export function heldBackPrinted(all: readonly HoldBack[]): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
  const lines = all.map((each) => {
    const met = each.inTime >= IN_TIME_AT_LEAST ? 'ok' : 'UNDER';
    return (
      `  ${each.text}: ${percent(each.inTime)} of chunks left in their turn or with the word they end in ` +
      `(≥ ${percent(IN_TIME_AT_LEAST)} ${met}), ${percent(each.atOnce)} in their very turn; ` +
      `${percent(each.late)} of characters waited longer; held ${each.meanHeld.toFixed(1)} characters on average, ` +
      `${each.mostHeld} at most; the first left behind ${each.firstWaits.toFixed(1)} others, ` +
      `${each.firstMicros.toFixed(0)} µs of ours; ${each.micros.toFixed(1)} µs a chunk`
    );
  });
  return ['', 'Held back under balanced (chunks of 1 to 6 characters, an event each)', ...lines].join('\n');
}

function measure(text: HoldBack['text'], answers: readonly string[], random: Random): HoldBack {
  const judge = createJudge(balanced, { remembered: 0 });
  let characters = 0;
  let chunks = 0;
  let atOnce = 0;
  let inTime = 0;
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
    const pieces = tokens(answer, random);
    const lengths = pieces.map((piece) => piece.length);
    let came = 0;
    let left = 0;
    let gone = 0;
    let first: number | undefined;
    const spentBefore = spent;
    /** Where in the text the word ends that each chunk ends in. */
    const due: number[] = [];
    pieces.forEach((piece, nth) => {
      const bytes = event({ content: piece });
      const before = performance.now();
      const out = gate.push(bytes);
      spent += performance.now() - before;
      came += piece.length;
      due.push(wordEnd(answer, came));
      const frames = out === undefined ? 0 : Buffer.from(out).toString('latin1').split('\n\n').length - 1;
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
    firstWaits += first ?? pieces.length;
    characters += came;
    chunks += pieces.length;
    gate.end();
  }
  return {
    text,
    characters,
    chunks,
    atOnce: atOnce / chunks,
    inTime: inTime / chunks,
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

/** A text as a model writes it: one to six characters at a time. */
function tokens(text: string, random: Random): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const size = 1 + random.below(6);
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
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

import { createFeatures } from './features.ts';
import { createLattice } from './lattice.ts';
import { commonIn, kindsOfName, type NameKind, type NameModel, tagCount } from './model.ts';
import { begins, isList, longestRun, mostWords, type Run, readRun } from './runs.ts';
import { BREAK, createWords, longestWord, MARK, type Words, widestGap } from './words.ts';

export interface Name {
  readonly kind: NameKind;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** Words on either side of a run that have a say in what it is. */
const beside = 2;
const wordAndGap = longestWord + widestGap;
/** Characters before a name that it depends on: its run, what stands before that, and a word that may be cut. */
export const context = longestRun + (beside + 1) * wordAndGap + 24;
/** The longest run with what stands behind it, joining words included. */
export const reach = longestRun + (beside + 2) * wordAndGap;

export interface Tagger {
  /** Names that start at or after `from`, in order. */
  names(text: string, from: number): Name[];
  /** Where the first run begins that what follows may still change. */
  open(text: string, from: number): number;
}

export function createTagger({ card, weights, bits }: NameModel): Tagger {
  const common = commonIn(bits);
  const words = createWords();
  const features = createFeatures(words, common);
  const { places } = features;
  const lattice = createLattice(card.steps);
  const { own } = lattice;
  const best = new Uint8Array(mostWords);
  const chances = new Float64Array(mostWords * tagCount);
  const run: Run = { end: 0, ender: 0 };

  function tag(text: string, from: number, to: number, least: number, out: Name[]): void {
    const size = to - from;
    for (let i = 0; i < size; i++) {
      features.read(from + i, from, to);
      const base = i * tagCount;
      for (let t = 0; t < tagCount; t++) own[base + t] = 0;
      for (let k = 0; k < features.count; k++) {
        const row = places[k]! * tagCount;
        for (let t = 0; t < tagCount; t++) own[base + t] = own[base + t]! + weights[row + t]!;
      }
      for (let t = 0; t < tagCount; t++) own[base + t] = own[base + t]! * card.scale;
    }
    lattice.best(size, best);
    let sure = false;
    for (let i = 0; i < size; i++) {
      const tagged = best[i]!;
      if (tagged === 0) continue;
      if (!sure) lattice.chances(size, chances);
      sure = true;
      let end = i + 1;
      while (end < size && best[end] === tagged + (tagged % 2)) end++;
      const kind = (tagged - 1) >> 1;
      let score = 1;
      for (let k = i; k < end; k++) {
        score = Math.min(score, chances[k * tagCount + 2 * kind + 1]! + chances[k * tagCount + 2 * kind + 2]!);
      }
      const [first, last] = [words.start[from + i]!, words.end[from + end - 1]!];
      if (first >= least && !isAddress(text, first, last)) {
        out.push({ kind: kindsOfName[kind]!, start: first, end: last, score });
      }
      i = end - 1;
    }
  }

  return {
    names(text, least) {
      const out: Name[] = [];
      words.count = 0;
      let at = Math.max(0, least - context);
      // A run that began in words that are gone: too long to be a name.
      let endless = false;
      for (let i = 0; ; ) {
        at = words.read(text, at);
        const final = at >= text.length;
        while (i < words.count) {
          if (!begins(words, i, common)) {
            i++;
            continue;
          }
          readRun(words, i, common, run);
          if (!final && Math.max(run.ender, run.end + beside - 1) >= words.count) break;
          if (!endless && words.end[run.end - 1]! > least && !isList(words, i, run.end))
            tag(text, i, run.end, least, out);
          endless = false;
          i = run.end;
        }
        if (final) return out;
        const long = i < words.count && run.end - i > 2 * mostWords;
        if (long) {
          endless = true;
          for (i = run.end - 1; !begins(words, i, common); ) i--;
        }
        const kept = Math.min(words.count, words.count - i + beside + 1);
        i -= words.count - kept;
        words.shift(kept);
      }
    },
    open(text, from) {
      const { length } = text;
      words.count = 0;
      const least = Math.max(from, length - reach);
      // From the middle of a word it would be another word: one that is too long might be none.
      const start = words.startOf(text, least);
      const end = words.read(text, start);
      // More words than a block in so few characters are none.
      if (end < length) return length;
      for (let i = 0; i < words.count; i++) {
        if (!isWhole(words, i, text)) return Math.max(least, words.start[i]!);
        if (!begins(words, i, common)) continue;
        readRun(words, i, common, run);
        if (isUndecided(words, run, text)) return Math.max(least, words.start[i]!);
        i = run.end - 1;
      }
      return length;
    },
  };
}

/** Part of a mail address, a handle, a host or a path. */
function isAddress(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (before === 64 || before === 47 || before === 92 || after === 64) return true;
  return after === 46 && isSmall(text.charCodeAt(end + 1));
}

function isSmall(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

/** What may still come does not change the word. */
function isWhole(words: Words, i: number, text: string): boolean {
  const end = words.end[i]!;
  if (words.kind[i] === BREAK) return true;
  // A mark may yet join the words around it.
  if (words.kind[i] === MARK) return !mayJoin(text, end - 1) || end + 2 <= text.length;
  return end < text.length && (!mayJoin(text, end) || end + 3 <= text.length);
}

/** What stands behind an apostrophe or a hyphen tells whether it is within a word: two characters of it. */
function mayJoin(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 39 || unit === 45 || unit === 0x2019;
}

function isUndecided(words: Words, { end, ender }: Run, text: string): boolean {
  if (ender >= words.count || !isWhole(words, ender, text) || !isWhole(words, end - 1, text)) return true;
  for (let i = end; i < end + beside; i++) {
    if (i >= words.count || !isWhole(words, i, text)) return true;
    if (words.kind[i] === BREAK) return false;
  }
  return false;
}

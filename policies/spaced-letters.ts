import { isSpelled } from './spaced-words.ts';

/** A run of letters with something between each two, read as words. */
export interface Joined {
  readonly text: string;
  place(start: number, end: number): readonly [start: number, end: number];
}

const fewestLetters = 8;
/** Longer runs are read in parts. */
const longestRun = 2000;
const mostRuns = 64;
const longestWord = 14;

const letter = /[\p{L}\p{N}]/u;
const ascii = Uint8Array.from({ length: 128 }, (_, unit) => (letter.test(String.fromCharCode(unit)) ? 1 : 0));

function isLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 128 ? ascii[unit] === 1 : letter.test(text[at] ?? '');
}

export function joinedLetters(text: string): Joined[] {
  const found: Joined[] = [];
  for (let at = 0; at < text.length && found.length < mostRuns; ) {
    const places: number[] = [];
    const breaks = new Set<number>();
    let from = at;
    while (from < text.length && places.length < longestRun && isSingle(text, from)) {
      places.push(from);
      let next = from + 1;
      while (next < text.length && next - from < 6 && !isLetter(text, next)) next++;
      // One more than one space or mark between letters is a gap between words.
      if (next - from > 2) breaks.add(places.length);
      from = next;
    }
    if (places.length >= fewestLetters) found.push(joined(text, places, breaks));
    at = places.length === 0 ? at + 1 : places.at(-1)! + 1;
  }
  return found;
}

function isSingle(text: string, at: number): boolean {
  if (!isLetter(text, at)) return false;
  return !(at > 0 && isLetter(text, at - 1)) && !(at + 1 < text.length && isLetter(text, at + 1));
}

function joined(text: string, places: readonly number[], breaks: ReadonlySet<number>): Joined {
  const letters = places.map((at) => text[at]!).join('');
  const cuts = wordsOf(letters.toLowerCase(), breaks);
  let out = '';
  const sources: number[] = [];
  for (let i = 0; i < letters.length; i++) {
    if (i > 0 && cuts.has(i)) {
      out += ' ';
      sources.push(places[i]!);
    }
    out += letters[i];
    sources.push(places[i]!);
  }
  return { text: out, place: (start, end) => [sources[start]!, sources[end - 1]! + 1] };
}

/** With gaps between the words parts are no longer than that, on the average. */
const longestPart = 7;

/** Where words begin. Gaps may part words, or be there for a mark alone, or behind every letter. */
function wordsOf(letters: string, breaks: ReadonlySet<number>): ReadonlySet<number> {
  if (breaks.size >= letters.length / 2) return cutsOf(letters, 0);
  if (letters.length <= longestPart * (breaks.size + 1)) return breaks;
  const cuts = new Set(breaks);
  let from = 0;
  for (const to of [...breaks, letters.length]) {
    for (const cut of cutsOf(letters.slice(from, to), from)) cuts.add(cut);
    from = to;
  }
  return cuts;
}

/** Costs of a word, known or not: what the commonest cuts of running text are worth, in nats or so. */
const knownWord = 3;
const shortWord = 3.6;
const unknownWord = 5;
const unknownLetter = 1.7;

/** The cheapest way to cut letters into words: of those that are not known, the fewer the better. */
function cutsOf(letters: string, base: number): Set<number> {
  const { length } = letters;
  const cost = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const back = new Int32Array(length + 1);
  cost[0] = 0;
  for (let from = 0; from < length; from++) {
    for (let size = 1; size <= longestWord && from + size <= length; size++) {
      const known = isSpelled(letters.slice(from, from + size));
      const word = known ? (size < 3 ? shortWord : knownWord) : unknownWord + unknownLetter * size;
      if (cost[from]! + word < cost[from + size]!) {
        cost[from + size] = cost[from]! + word;
        back[from + size] = from;
      }
    }
  }
  const cuts = new Set<number>();
  for (let to = length; to > 0; to = back[to]!) cuts.add(base + to);
  return cuts;
}

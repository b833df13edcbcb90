import { isLetter, lowerOf } from './detectors/words.ts';

/** A phrase that stands in a text. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  /** The number of its list. */
  readonly list: number;
}

/**
 * Many phrases looked for at once (Aho and Corasick 1975): a text is read unit by unit, whatever number
 * of phrases there is. Case is folded; a space of a phrase stands for up to four of any kind.
 */
export interface Automaton {
  /** The longest that an occurrence can be. */
  readonly reach: number;
  /** All occurrences, overlapping ones too, by their ends; `whole`: not in the midst of a word. */
  find(text: string, from: number, whole: boolean, visit: (occurrence: Occurrence) => void): void;
  /** Where the earliest phrase begins that the end of the text may cut; its length when there is none. */
  open(text: string, from: number): number;
}

const mostSpaces = 4;
const SPACE = 32;

function isSpace(unit: number): boolean {
  return unit === SPACE || (unit >= 9 && unit <= 13) || unit === 160;
}

/** `lists` are of phrases as a normalised text has them. */
export function createAutomaton(lists: ReadonlyArray<readonly string[]>): Automaton {
  const trie = growTrie(lists);
  const { root, first, next, label, fail, depth, marks, above } = trie;

  function step(state: number, unit: number): number {
    for (let at = state; at !== 0; at = fail[at]!) {
      for (let child = first[at]!; child !== 0; child = next[child]!) if (label[child] === unit) return child;
    }
    return root[unit]!;
  }

  /** Reads from `from` to the end, and tells after each unit where it is. */
  function read(text: string, from: number, at?: (state: number, end: number) => void): number {
    let state = 0;
    let spaces = 0;
    for (let i = from; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (isSpace(unit)) {
        spaces++;
        // One space more is the same; too many are none.
        if (spaces === 1) state = step(state, SPACE);
        else if (spaces > mostSpaces) state = 0;
        if (spaces > 1) continue;
      } else {
        spaces = 0;
        state = step(state, lowerOf(unit));
      }
      if (at !== undefined && state !== 0) at(state, i + 1);
    }
    return state;
  }

  return {
    reach: trie.reach,
    find(text, from, whole, visit) {
      read(text, from, (state, end) => {
        for (let at = marks[state] === 0 ? above[state]! : state; at !== 0; at = above[at]!) {
          const start = back(text, end, depth[at]!);
          if (whole && !(isBorder(text, start) && isBorder(text, end))) continue;
          for (let list = 0; list < lists.length; list++)
            if ((marks[at]! & (1 << list)) !== 0) visit({ start, end, list });
        }
      });
    },
    open(text, from) {
      const state = read(text, Math.max(from, text.length - trie.reach));
      return state === 0 ? text.length : back(text, text.length, depth[state]!);
    },
  };
}

/** Where what ends at `end` begins, so many units before, spaces in a row as one. */
function back(text: string, end: number, units: number): number {
  let at = end;
  for (let left = units; left > 0 && at > 0; left--) {
    at--;
    if (isSpace(text.charCodeAt(at))) while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
  }
  return at;
}

function isBorder(text: string, at: number): boolean {
  return at === 0 || at === text.length || !isLetter(text.charCodeAt(at - 1)) || !isLetter(text.charCodeAt(at));
}

interface Trie {
  /** By unit: the state after it, from nothing. */
  readonly root: Int32Array;
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly label: Uint16Array;
  /** The state of the longest suffix that is the beginning of a phrase too. */
  readonly fail: Int32Array;
  readonly depth: Uint16Array;
  /** Of which lists a phrase ends here, as bits. */
  readonly marks: Uint8Array;
  /** The next suffix that is a phrase. */
  readonly above: Int32Array;
  readonly reach: number;
}

function growTrie(lists: ReadonlyArray<readonly string[]>): Trie {
  const size = 1 + lists.reduce((sum, list) => sum + list.reduce((units, { length }) => units + length, 0), 0);
  const root = new Int32Array(65_536);
  const first = new Int32Array(size);
  const next = new Int32Array(size);
  const label = new Uint16Array(size);
  const fail = new Int32Array(size);
  const depth = new Uint16Array(size);
  const marks = new Uint8Array(size);
  const above = new Int32Array(size);
  let states = 1;
  let reach = 1;
  for (const [list, phrases] of lists.entries()) {
    for (const phrase of phrases) {
      let state = 0;
      for (let i = 0; i < phrase.length; i++) {
        const unit = phrase.charCodeAt(i);
        let child = state === 0 ? root[unit]! : first[state]!;
        while (child !== 0 && label[child] !== unit) child = next[child]!;
        if (child === 0) {
          child = states++;
          label[child] = unit;
          depth[child] = i + 1;
          if (state === 0) root[unit] = child;
          else {
            next[child] = first[state]!;
            first[state] = child;
          }
        }
        state = child;
      }
      marks[state]! |= 1 << list;
      const spaces = phrase.split(' ').length - 1;
      reach = Math.max(reach, phrase.length + spaces * (mostSpaces - 1) + mostSpaces + 1);
    }
  }
  // By levels, so that shorter states are known: those of one unit have nothing shorter.
  const queue: number[] = [];
  for (const child of root) if (child !== 0) queue.push(child);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const suffix = fail[state]!;
    above[state] = marks[suffix] === 0 ? above[suffix]! : suffix;
    for (let child = first[state]!; child !== 0; child = next[child]!) {
      let at = suffix;
      let found = 0;
      for (; at !== 0 && found === 0; at = fail[at]!) {
        for (let each = first[at]!; each !== 0; each = next[each]!) if (label[each] === label[child]) found = each;
      }
      fail[child] = found === 0 ? root[label[child]!]! : found;
      queue.push(child);
    }
  }
  return { root, first, next, label, fail, depth, marks, above, reach };
}

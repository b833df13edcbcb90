import { contextReach } from './context-words.ts';
import type { Match } from './detector.ts';
import type { Identifier } from './identifier.ts';
import { classes, classOf, compileForms, DIGIT, type Form, LETTER, type Table } from './identifier-forms.ts';
import { createJudging, type Judging } from './identifier-judging.ts';

/** Reads a text once for any number of identifiers. */
export interface Reader {
  readonly reach: number;
  readonly context: number;
  open(text: string, from: number): number;
  /** Matches that start at or after `from`, by their start; those of one member are disjoint. */
  read(text: string, from: number, take: (member: number, match: Match) => void): void;
}

/** A number ends where two characters say that it does: `1234.` may go on with a digit. */
const lookahead = 2;
/** And begins where four say so: `7e:22` may be the end of a longer one. */
const lookbehind = 4;

export function reaches(identifiers: readonly Identifier[]): { readonly reach: number; readonly context: number } {
  const written = identifiers.flatMap(({ forms, alone = [] }) => [...forms, ...alone]);
  return { reach: Math.max(...written.map(({ length }) => length)) + lookahead, context: contextReach + lookbehind };
}

export function createReader(identifiers: readonly Identifier[]): Reader {
  const { reach, context } = reaches(identifiers);
  const digit = /\d/g;
  let table: Table | undefined;
  let judging: Judging | undefined;
  // What is complete behind one start, reused: by its end, then its form.
  const ends: number[] = [];
  const done: Form[] = [];

  function tableOf(): Table {
    if (table === undefined) {
      table = compileForms(
        identifiers.flatMap(({ forms, alone = [] }, member) => [
          ...forms.filter((written) => !alone.includes(written)).map((written) => ({ written, member, alone: false })),
          ...alone.map((written) => ({ written, member, alone: true })),
        ]),
      );
    }
    return table;
  }

  /** Collects the forms that are complete behind `start`, and says where reading came to its end. */
  function walk({ next, complete }: Table, text: string, start: number): number {
    ends.length = 0;
    done.length = 0;
    let state = 1;
    let at = start;
    for (; at < text.length; at++) {
      state = next[state * classes + (classOf[text.charCodeAt(at)] ?? 0)]!;
      if (state === 0) break;
      const forms = complete[state];
      if (forms === undefined || !endsAt(text, at + 1)) continue;
      for (const form of forms) {
        ends.push(at + 1);
        done.push(form);
      }
    }
    return at;
  }

  return {
    reach,
    context,
    open(text, from) {
      const own = tableOf();
      const { length } = text;
      for (let at = Math.max(from, length - reach); at < length; at++) {
        if (!isAlnum(text, at) || !beginsAt(text, at)) continue;
        if (walk(own, text, at) === length) return at;
        // Of the longest a character more was seen, which may yet be part of it or not.
        if (ends[ends.length - 1] === length - 1 && isJoint(text.charCodeAt(length - 1))) return at;
      }
      return length;
    },
    read(text, from, take) {
      const own = tableOf();
      let behind: Int32Array | undefined;
      digit.lastIndex = from;
      while (digit.test(text)) {
        let token = digit.lastIndex - 1;
        const floor = Math.max(from, token - own.longest);
        while (token > floor && isAlnum(text, token - 1)) token--;
        let start = headBefore(text, token, from, own.heads);
        for (;;) {
          if (beginsAt(text, start)) {
            walk(own, text, start);
            if (ends.length > 0) {
              judging ??= createJudging(identifiers);
              judging.at(text, start);
            }
            for (let i = ends.length - 1; i >= 0; i--) {
              const { member, alone } = done[i]!;
              if (behind !== undefined && start < behind[member]!) continue;
              const match = judging!.match(member, ends[i]!, alone);
              if (match === undefined) continue;
              behind ??= new Int32Array(identifiers.length);
              behind[member] = match.end;
              take(member, match);
            }
          }
          if (start === token) break;
          start = groupBehind(text, start);
        }
        let end = digit.lastIndex;
        while (isAlnum(text, end)) end++;
        digit.lastIndex = end;
      }
      // Nothing of the text is kept.
      judging?.at('', 0);
    },
  };
}

/** Back over groups of up to four letters, each with one separator behind it. */
function headBefore(text: string, token: number, from: number, most: number): number {
  let start = token;
  for (let group = 0; group < most; group++) {
    if (start - 2 < from || (classOf[text.charCodeAt(start - 1)] ?? 0) <= LETTER) break;
    let at = start - 1;
    const floor = Math.max(from, at - 4);
    while (at > floor && classOf[text.charCodeAt(at - 1)] === LETTER) at--;
    if (at === start - 1) break;
    start = at;
  }
  return start;
}

function groupBehind(text: string, start: number): number {
  let at = start;
  while (classOf[text.charCodeAt(at)] === LETTER) at++;
  return at + 1;
}

function isAlnum(text: string, at: number): boolean {
  const kind = classOf[text.charCodeAt(at)];
  return kind === DIGIT || kind === LETTER;
}

function isJoint(code: number): boolean {
  return code === 45 || code === 46 || code === 47 || code === 58;
}

/** Nothing that it would be a part of stands before: no letter, no figure of a longer number, sum or path. */
function beginsAt(text: string, at: number): boolean {
  if (at === 0) return true;
  if (isAlnum(text, at - 1)) return false;
  const before = text.charAt(at - 1);
  if (before === '_' || before === '+' || before === '$' || before === '€' || before === '£') return false;
  // One of the pairs of a longer address.
  if (before === ':' && pair.test(text.slice(Math.max(0, at - 4), at))) return false;
  return !((before === '-' || before === '.' || before === ',' || before === '/') && isDigit(text, at - 2));
}

const pair = /(?:^|[^A-Za-z\d])[\dA-Fa-f]{2}:$/;

function endsAt(text: string, at: number): boolean {
  if (isAlnum(text, at)) return false;
  const code = text.charCodeAt(at);
  return code !== 95 && code !== 64 && !(isJoint(code) && isAlnum(text, at + 1));
}

function isDigit(text: string, at: number): boolean {
  return classOf[text.charCodeAt(at)] === DIGIT;
}

import type { Detector, Examples, Match } from './detector.ts';
import { createReader, type Reader, reaches } from './identifier-reader.ts';

/** Numbers that somebody issues: how they are written, what proves one, and which words stand before it. */
export interface Identifier {
  readonly name: string;
  /** What they are, for the docs: "Spain: DNI and NIE". */
  readonly about: string;
  /**
   * The ways to write one: `9` is a digit, `A` a letter, `X` either, `~` a space, dash or dot, and all else
   * itself. One that is written so counts behind a word that says what it is.
   */
  readonly forms: readonly string[];
  /** Ways to write one that nothing else is written in: these need no word, but capitals unless told. */
  readonly alone?: readonly string[];
  /** Also in small letters. */
  readonly anyCase?: true;
  /** Of its letters and digits alone, in capitals. */
  valid(value: string): boolean;
  /**
   * What stands before it, in small letters without accents, words apart by single spaces; `*` at the end:
   * the word may go on.
   */
  readonly words: readonly string[];
  /** Nothing in it proves it: the word must stand right before it, with no other number between. */
  readonly close?: true;
  /** By name only: too weak for its category to mean it. */
  readonly byName?: true;
  readonly examples: Examples;
}

/** A detector of one identifier. Several that are looked for in the same text are read in one pass. */
export function identifier(made: Identifier): Detector {
  // Made when it first reads: of most nobody ever asks anything.
  let own: Reader | undefined;
  const reader = (): Reader => {
    own ??= createReader([made]);
    return own;
  };
  return {
    name: made.name,
    category: 'pii',
    label: made.name.toUpperCase().replaceAll('-', '_'),
    ...reaches([made]),
    identifier: made,
    ...(made.byName === true && { byName: true }),
    hint: hasDigit,
    open: (text, from = 0) => reader().open(text, from),
    detect(text, from = 0) {
      const found: Match[] = [];
      reader().read(text, from, (_member, match) => void found.push(match));
      return found;
    },
    examples: made.examples,
  };
}

const digit = /\d/;

/** Each has digits. */
export function hasDigit(text: string): boolean {
  return digit.test(text);
}

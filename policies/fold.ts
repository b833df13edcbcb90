import { homoglyphs, zeros } from './homoglyphs.ts';

/** What one code point becomes, by itself. */
export interface Fold {
  /** Empty when the character is invisible and goes. */
  readonly text: string;
  /** The Latin letter that it stands for inside a word with Latin letters. */
  readonly latin?: string;
  readonly part: 'latin' | 'word' | 'other';
}

const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const letter = /[\p{L}\p{N}\p{M}]/u;
const ascii = /[A-Za-z]/;

/** Unit of the basic plane → 0 not looked at yet, 1 stays and ends words, 2 stays within words, 3 see {@link foldOf}. */
const kinds = new Uint8Array(65_536);
const folds = new Map<number, Fold>();
const mostFolds = 20_000;

export type UnitKind = 1 | 2 | 3;

export function kindOf(unit: number): UnitKind {
  const known = kinds[unit] as 0 | UnitKind;
  if (known !== 0) return known;
  let kind: UnitKind = 3;
  if (unit < 0xd800 || unit > 0xdfff) {
    const fold = foldOf(unit);
    if (fold.latin === undefined && fold.text === String.fromCharCode(unit)) kind = fold.part === 'other' ? 1 : 2;
  }
  kinds[unit] = kind;
  return kind;
}

export function foldOf(codePoint: number): Fold {
  const known = folds.get(codePoint);
  if (known !== undefined) return known;
  const fold = compute(codePoint);
  if (folds.size < mostFolds) folds.set(codePoint, fold);
  return fold;
}

function compute(codePoint: number): Fold {
  const source = String.fromCodePoint(codePoint);
  if (ignorable.test(source)) return { text: '', part: 'other' };
  for (const zero of zeros) {
    if (codePoint >= zero && codePoint <= zero + 9) return { text: String(codePoint - zero), part: 'word' };
  }
  const text = source.normalize('NFKC');
  const latin = homoglyphs.get(text);
  if (latin !== undefined) return { text, latin, part: 'word' };
  if (ascii.test(text)) return { text, part: 'latin' };
  return { text, part: letter.test(text) ? 'word' : 'other' };
}

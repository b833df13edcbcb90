import { homoglyphs, zeros } from './homoglyphs.ts';
import { mostShort, unitsOf, unusual } from './units.ts';

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

const asItIs =
  '\\x00-\\x9f\\u00a1-\\u00a7\\u00a9\\u00ab\\u00ac\\u00ae\\u00b0\\u00b1\\u00b6\\u00b7\\u00bb\\u00bf-\\u0130\\u0134-\\u013e\\u0141-\\u0148' +
  '\\u014a-\\u017e\\u2010\\u2012-\\u2016\\u2018-\\u2023\\u2027-\\u2029\\u2030-\\u2032\\u20a0-\\u20a7\\u20a9-\\u20bf\\u2190-\\u21ff' +
  '\\u2500-\\u259f\\u2600-\\u27bf\\u3001-\\u3035\\u3041-\\u3096\\u30a1-\\u30fe\\u4e00-\\u9fff\\uac00-\\ud7a3';

/**
 * What may not stay as it is. A text without any such character is its own normal form, and most prose
 * in Latin letters, Chinese, Japanese and Korean is one: a test holds the class to {@link kindOf}.
 */
export const foldable = new RegExp(`[^${asItIs}]`);

/** Whether a text has to be normalised at all. Four ranges are asked for first: a sixth of the work of forty. */
export function needsFolding(text: string): boolean {
  return (text.length <= mostShort ? unusual.test(text) : unitsOf(text).unusual) && foldable.test(text);
}

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

/** Units below this have a place in the table. */
const tabled = 0x2000;
/** Marks that shape a text and are words of their own; others only part words. */
const marks = '#=<>|[]{}*_`~/\\@$%^&+:';

/** What parts words. */
export const GAP = 0;
/** Folded units below this one, the gap apart, are marks. */
export const FIRST_LETTER = 0x80;
const FIRST_MARK = 1;

/** Stands for any unit that is a word by itself, or part of one that has no gaps around it. */
export const IDEOGRAPH = FIRST_LETTER - 1;

let table: Uint16Array | undefined;

/** Unit → its letter in lower case without accents, moved behind the marks; a mark's number; an ideograph; or the gap. */
export function letterTable(): Uint16Array {
  table ??= make();
  return table;
}

function make(): Uint16Array {
  const made = new Uint16Array(0x1_0000);
  for (let unit = 0; unit < tabled; unit++) made[unit] = fold(unit);
  for (let unit = tabled; unit < made.length; unit++) made[unit] = isIdeograph(unit) ? IDEOGRAPH : foldFar(unit);
  return made;
}

/** What a unit of a word is read as. */
export function foldUnit(unit: number): number {
  return unit < tabled ? letterTable()[unit]! : foldFar(unit);
}

const letter = /^[\p{L}\p{N}\p{M}]/u;

function fold(unit: number): number {
  const own = String.fromCharCode(unit);
  const mark = marks.indexOf(own);
  if (mark !== -1) return FIRST_MARK + mark;
  if (!letter.test(own)) return GAP;
  // Which number it is tells nothing.
  if (unit >= 48 && unit <= 57) return FIRST_LETTER + 48;
  const lower = own.toLowerCase();
  // Of Cyrillic the breve of й is part of the letter.
  const base = unit >= 0x400 && unit < 0x530 ? lower : lower.normalize('NFD');
  return FIRST_LETTER + base.charCodeAt(0);
}

/** A unit beyond the table. */
function foldFar(unit: number): number {
  if (isIdeograph(unit) || (unit >= 0xac00 && unit <= 0xd7a3)) return FIRST_LETTER + unit;
  return GAP;
}

/** Written without gaps between words: kana and Chinese characters. */
export function isIdeograph(unit: number): boolean {
  return (unit >= 0x3041 && unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff);
}

/** A whole word, as a tokenizer sees its units. */
export function foldWord(word: string): number[] {
  const units: number[] = [];
  for (let at = 0; at < word.length; at++) {
    const folded = foldUnit(word.charCodeAt(at));
    if (folded >= FIRST_LETTER) units.push(folded);
  }
  return units;
}

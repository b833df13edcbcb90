/** Units below this have a place in the tables; of those beyond, none is of a script with capitals. */
export const tabled = 0x2000;

/** What a unit is: no letter, one of a script without capitals, a small letter, a capital, a digit. */
export const [NONE, UNCASED, SMALL, CAPITAL, DIGIT] = [0, 1, 2, 3, 4];

export interface Letters {
  readonly kind: Uint8Array;
  /** In lower case, without accents. */
  readonly folded: Uint16Array;
}

/** Letters that Unicode does not take apart. */
const apart: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'a',
  œ: 'o',
  ß: 's',
  ı: 'i',
  ð: 'd',
  þ: 't',
};

let made: Letters | undefined;

export function letters(): Letters {
  made ??= make();
  return made;
}

function make(): Letters {
  const kind = new Uint8Array(tabled);
  const folded = new Uint16Array(tabled);
  for (let unit = 0; unit < tabled; unit++) {
    const own = String.fromCharCode(unit);
    const lower = own.toLowerCase();
    kind[unit] = kindOf(own, lower);
    folded[unit] = (apart[lower] ?? lower.normalize('NFD')).charCodeAt(0);
  }
  return { kind, folded };
}

function kindOf(own: string, lower: string): number {
  if (/\d|_/.test(own)) return DIGIT;
  if (!/[\p{L}\p{M}]/u.test(own)) return NONE;
  if (lower !== own) return CAPITAL;
  return own.toUpperCase() !== own || own === 'ß' ? SMALL : /\p{M}/u.test(own) ? SMALL : UNCASED;
}

/** A word as the reader of texts sees it. */
export function foldedUnits(word: string): number[] {
  const { folded } = letters();
  return Array.from({ length: word.length }, (_, at) => {
    const unit = word.charCodeAt(at);
    return unit < tabled ? folded[unit]! : unit;
  });
}

/** What units a text is made of, told in one pass for all who want to know whether it is worth a closer look. */
export interface Units {
  /** One beyond ASCII, western letters, dashes and quotation marks. */
  readonly unusual: boolean;
  /** One of a script far from Latin: Cyrillic to Lao, Japanese to Korean. */
  readonly far: boolean;
  /** How many ASCII digits it has. */
  readonly digits: number;
  /** Two of them stand side by side. */
  readonly pair: boolean;
  /** Length of the longest run of what keys, addresses of wallets and encoded text are made of. */
  readonly run: number;
}

const UNUSUAL = 1;
const FAR = 2;
const DIGIT_AT = 2;
const DIGIT = 1 << DIGIT_AT;
/** It ends a run. The highest. */
const BREAK_AT = 3;
const BREAK = 1 << BREAK_AT;
/** The same for single units, as expressions: what is short is told sooner by them. */
export const unusual = /[^\x00-\x9f\xbf-\xff\u2012-\u2016\u2018-\u2023]/;
const far = /[\u0400-\u0fff\u3040-\ud7a3]/;
const inRun = /[\w\-.:+/=~]/;

const kinds = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return (
    (unusual.test(character) ? UNUSUAL : 0) |
    (far.test(character) ? FAR : 0) |
    (/\d/.test(character) ? DIGIT : 0) |
    (inRun.test(character) ? 0 : BREAK)
  );
});

const chunk = 4096;
const bytes = Buffer.allocUnsafeSlow(2 * chunk);
const units = new Uint16Array(bytes.buffer, bytes.byteOffset, chunk);

let told: Units = { unusual: false, far: false, digits: 0, pair: false, run: 0 };
let of = '';

/** Several ask about one text, one after the other. */
export function unitsOf(text: string): Units {
  if (text === of) return told;
  told = look(text);
  of = text;
  return told;
}

/** Without a branch on what a unit is, which in prose nobody can foresee. */
function look(text: string): Units {
  let [all, digits, pairs, before, run, longest] = [0, 0, 0, 0, 0, 0];
  for (let base = 0; base < text.length; base += chunk) {
    const part = text.length <= chunk ? text : text.slice(base, base + chunk);
    bytes.write(part, 'utf16le');
    for (let i = 0; i < part.length; i++) {
      const kind = kinds[units[i]!]!;
      all |= kind;
      digits = (digits + ((kind >> DIGIT_AT) & 1)) | 0;
      pairs |= kind & before;
      before = kind;
      // All of it or nothing.
      run = (run + 1) & ((kind >> BREAK_AT) - 1);
      if (run > longest) longest = run;
    }
  }
  const pair = (pairs & DIGIT) !== 0;
  return { unusual: (all & UNUSUAL) !== 0, far: (all & FAR) !== 0, digits, pair, run: longest };
}

/** So short that an expression has gone through it before a pass has begun. */
export const mostShort = 64;

/** False where no run of what keys, addresses of wallets and encoded text are made of is as long. */
export function mayHaveRun(text: string, length: number): boolean {
  return text.length >= length && (text.length <= mostShort || unitsOf(text).run >= length);
}

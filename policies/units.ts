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
}

const UNUSUAL = 1;
const FAR = 2;
/** The same for single units, as expressions: what is short is told sooner by them. */
export const unusual = /[^\x00-\x9f\xbf-\xff\u2012-\u2016\u2018-\u2023]/;
const far = /[\u0400-\u0fff\u3040-\ud7a3]/;
const firstOfThem = 0xa0;

const kinds = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return (unusual.test(character) ? UNUSUAL : 0) | (far.test(character) ? FAR : 0);
});

const chunk = 4096;
const bytes = Buffer.allocUnsafeSlow(2 * chunk);
const units = new Uint16Array(bytes.buffer, bytes.byteOffset, chunk);

let told: Units = { unusual: false, far: false, digits: 0, pair: false };
let of = '';

/** Several ask about one text, one after the other. */
export function unitsOf(text: string): Units {
  if (text === of) return told;
  told = look(text);
  of = text;
  return told;
}

function look(text: string): Units {
  let [kind, digits, last] = [0, 0, -2];
  let pair = false;
  for (let base = 0; base < text.length; base += chunk) {
    const part = text.length <= chunk ? text : text.slice(base, base + chunk);
    bytes.write(part, 'utf16le');
    for (let i = 0; i < part.length; i++) {
      const unit = units[i]!;
      if (unit >= firstOfThem) kind |= kinds[unit]!;
      else if (unit < 58 && unit > 47) {
        digits++;
        if (last === base + i - 1) pair = true;
        last = base + i;
      }
    }
  }
  return { unusual: (kind & UNUSUAL) !== 0, far: (kind & FAR) !== 0, digits, pair };
}

/** So short that an expression has gone through it before a pass has begun. */
export const mostShort = 64;

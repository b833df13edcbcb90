import { digitAt, luhn, mod11and10, rest, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

type Check = (rest: string) => boolean;

/** The check digit last, by weights modulo 11; `over`: what a rest of ten is. */
const by11 =
  (weights: readonly number[], over = 0): Check =>
  (digits) => {
    if (!/^\d+$/.test(digits) || digits.length !== weights.length + 1) return false;
    const left = weighted(digits, weights) % 11;
    return (left === 10 ? over : left) === digitAt(digits, weights.length);
  };
const minus11 =
  (weights: readonly number[]): Check =>
  (digits) => {
    if (!/^\d+$/.test(digits) || digits.length !== weights.length + 1) return false;
    return ((11 - (weighted(digits, weights) % 11)) % 11) % 10 === digitAt(digits, weights.length);
  };

const checks = new Map<string, Check>([
  ['AT', (text) => /^U\d{8}$/.test(text) && austrian(text.slice(1))],
  ['BE', (text) => /^[01]\d{9}$/.test(text) && 97 - rest(text.slice(0, 8), 97) === Number(text.slice(8))],
  ['CH', (text) => /^E\d{9}/.test(text) && minus11([5, 4, 3, 2, 7, 6, 5, 4])(text.slice(1, 10))],
  ['DE', (text) => /^[1-9]\d{8}$/.test(text) && mod11and10(text)],
  ['DK', (text) => /^[1-9]\d{7}$/.test(text) && weighted(text, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0],
  ['EL', by11([256, 128, 64, 32, 16, 8, 4, 2])],
  ['ES', (text) => /^[A-Z]\d{7}[A-Z\d]$|^\d{8}[A-Z]$/.test(text) && spanish(text)],
  ['FI', minus11([7, 9, 10, 5, 8, 4, 2])],
  ['FR', (text) => /^\d{11}$/.test(text) && (12 + 3 * rest(text.slice(2), 97)) % 97 === Number(text.slice(0, 2))],
  ['GB', (text) => /^\d{9}$/.test(text) && british(text)],
  ['HR', (text) => /^\d{11}$/.test(text) && mod11and10(text)],
  ['IT', (text) => /^\d{11}$/.test(text) && luhn(text)],
  ['LU', (text) => /^\d{8}$/.test(text) && rest(text.slice(0, 6), 89) === Number(text.slice(6))],
  ['NL', (text) => /^\d{9}B\d\d$/.test(text) && dutch(text)],
  ['PL', by11([6, 5, 7, 2, 3, 4, 5, 6, 7], -1)],
  ['PT', minus11([9, 8, 7, 6, 5, 4, 3, 2])],
  ['SE', (text) => /^\d{10}01$/.test(text) && luhn(text.slice(0, 10))],
  ['SI', minus11([8, 7, 6, 5, 4, 3, 2])],
]);

/** VAT identification numbers: the country, and what its own check digits prove (VIES). */
export const euVat = identifier({
  name: 'eu-vat',
  about: 'VAT numbers of the EU, the UK and Switzerland',
  forms: [
    'AA99999999',
    'AA999999999',
    'AA9999999999',
    'AA99999999999',
    'AA999999999999',
    'AAA99999999',
    'AAX9999999X',
    'AA999999999A99',
    'AA999 9999 99',
    'AA 999 9999 99',
    'AA 999999999',
    'AA 99999999',
    'AA 9999999999',
    'AA 99999999999',
    'AA 999 999 999',
    'AA 99 999 999',
    'AA XX 999 999 999',
    'AAXX999999999',
    'AA XX999999999',
    'AAA-999.999.999',
    'AAA999999999',
    'AA9999999A',
    'AA9999999AA',
    'AA 9999 999 999',
    'AA9999.999.999',
    'AA 9999.999.999',
  ],
  words: [
    'vat*',
    'ust id*',
    'ustid*',
    'uid*',
    'tva',
    'iva',
    'btw*',
    'p iva',
    'partita iva',
    'moms*',
    'alv*',
    'nip',
    'mwst*',
    'umsatzsteuer*',
    'vat reg*',
    'intracommunautaire',
    'alanumara',
    'dic',
    'kmkr',
    'pvm*',
    'pvn*',
    'ddv',
    'tax id',
    'che',
  ],
  valid: (value) => checks.get(value.slice(0, 2))?.(value.slice(2)) ?? false,
  examples: {
    hits: [
      ['VAT DE854427941', 'DE854427941'],
      ['USt-IdNr. DE 372796803', 'DE 372796803'],
      ['N° TVA FR88552081313', 'FR88552081313'],
      ['partita IVA IT06570520731', 'IT06570520731'],
      ['BTW-nummer NL601115216B01', 'NL601115216B01'],
      ['VAT: GB635 5433 39', 'GB635 5433 39'],
      ['UID ATU50365821', 'ATU50365821'],
      ['NIF-IVA ESB04079497', 'ESB04079497'],
      ['Moms SE973545954801', 'SE973545954801'],
      ['MWST CHE-086.790.726', 'CHE-086.790.726'],
      ['VAT PL3260665382', 'PL3260665382'],
      ['VAT BE0812540789', 'BE0812540789'],
    ],
    misses: [
      'DE123456788 parts',
      'VAT XX123456788',
      'the VAT of DE in 2024',
      'VAT DE854427901',
      'USt-IdNr. DE 372796807',
      'it is DE854427941',
      'VAT DE8544279417',
      'VAT xDE854427941',
      'VAT DE854427941-4A',
    ],
  },
});

function austrian(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 7; i++) {
    const product = digitAt(digits, i) * (1 + (i % 2));
    sum += product > 9 ? product - 9 : product;
  }
  return (((96 - sum) % 10) + 10) % 10 === digitAt(digits, 7);
}

function spanish(text: string): boolean {
  const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';
  const number = text.slice(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2');
  if (/^\d{8}$/.test(number)) return letters.charAt(Number(number) % 23) === text.charAt(8);
  let sum = 0;
  for (let i = 1; i < 8; i++) {
    const product = digitAt(text, i) * (1 + (i % 2));
    sum += product > 9 ? product - 9 : product;
  }
  const check = (10 - (sum % 10)) % 10;
  return text.charAt(8) === String(check) || text.charAt(8) === 'JABCDEFGHI'.charAt(check);
}

function british(digits: string): boolean {
  const left = (weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + Number(digits.slice(7))) % 97;
  return left === 0 || left === 42;
}

/** Since 2020 by all of it and 97, before by the nine digits and 11. */
function dutch(text: string): boolean {
  if (minus11([9, 8, 7, 6, 5, 4, 3, 2])(text.slice(0, 9))) return true;
  return rest(`2321${text.slice(0, 9)}11${text.slice(10)}`, 97) === 1;
}

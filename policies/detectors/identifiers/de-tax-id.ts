import { mod11and10 } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Steuer-Identifikationsnummer: eleven digits, of the first ten one two or three times and the others once, then a check digit (ISO/IEC 7064 mod 11,10; BZSt). */
export const deTaxId = identifier({
  name: 'de-tax-id',
  about: 'Germany: Steuer-ID',
  forms: ['99999999999', '99~999~999~999'],
  words: [
    'steuer id',
    'steuerid',
    'steuer*',
    'idnr',
    'id nr',
    'identifikationsnummer',
    'tax id',
    'tax number',
    'tax identification*',
    'tin',
  ],
  valid: (value) => value.charAt(0) !== '0' && isSpread(value.slice(0, 10)) && mod11and10(value),
  examples: {
    hits: [
      ['Steuer-ID: 44 457 309 212', '44 457 309 212'],
      ['steuerId="38123504739"', '38123504739'],
      ['Meine Steueridentifikationsnummer lautet 96132417015.', '96132417015'],
      ['IdNr. 26-218-073-251', '26-218-073-251'],
    ],
    misses: [
      'Steuer-ID: 44 457 309 214',
      'steuerId="38123504730"',
      'it is 44 457 309 212',
      'Steuer-ID: 44 457 309 2127',
      'Steuer-ID: x44 457 309 212',
      'Steuer-ID: 44 457 309 212-4A',
    ],
  },
});

/** Nine different digits or eight, of these one three times. */
function isSpread(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return (counts.size === 9 && most === 2) || (counts.size === 8 && most === 3);
}

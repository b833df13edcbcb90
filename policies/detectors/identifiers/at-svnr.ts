import { digitAt, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Sozialversicherungsnummer: order, check digit, date of birth (months to 15; ASVG § 460d). */
export const atSvnr = identifier({
  name: 'at-svnr',
  about: 'Austria: social insurance number',
  forms: ['9999 999999', '9999999999', '9999-999999', '9999/999999'],
  words: ['svnr', 'sv nr', 'sv nummer', 'sozialversicherungsnummer', 'versicherungsnummer', 'vsnr', 'e card'],
  valid: (value) => {
    const [day, month] = [Number(value.slice(4, 6)), Number(value.slice(6, 8))];
    if (value.charAt(0) === '0' || day < 1 || day > 31 || month < 1 || month > 15) return false;
    return weighted(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(value, 3);
  },
  examples: {
    hits: [
      ['SVNR 5123 010180', '5123 010180'],
      ['Sozialversicherungsnummer: 8617150785', '8617150785'],
      ['SV-Nr. 2864-280264.', '2864-280264'],
      ['svnr=6774311299', '6774311299'],
    ],
    misses: [
      'SVNR 5123 010186',
      'Sozialversicherungsnummer: 8617150782',
      'it is 5123 010180',
      'SVNR 5123 0101807',
      'SVNR x5123 010180',
      'SVNR 5123 010180-4A',
    ],
  },
});

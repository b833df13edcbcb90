import { identifier } from '../../identifier.ts';

/** Vehicle identification numbers: seventeen characters without I, O, Q, the ninth a check digit (ISO 3779, 49 CFR 565). */
export const vin = identifier({
  name: 'vin',
  about: 'Vehicle identification number',
  forms: ['XXXXXXXXXXXXXXXXX'],
  words: ['vin', 'vehicle identification*', 'chassis*', 'fahrgestellnummer', 'fin', 'numero de chasis'],
  valid: (value) => {
    if (!/^[A-HJ-NPR-Z\d]{8}[\dX][A-HJ-NPR-Z\d]{4}\d{4}$/.test(value)) return false;
    let sum = 0;
    for (let i = 0; i < 17; i++) {
      // A to H are 1 to 8, J to R 1 to 9, S to Z 2 to 9.
      const worth = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'.indexOf(value.charAt(i)) % 10;
      sum += worth * [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2][i]!;
    }
    return '0123456789X'.charAt(sum % 11) === value.charAt(8);
  },
  examples: {
    hits: [
      ['VIN: 1HGCM82613A505515', '1HGCM82613A505515'],
      ['vin WVWZZZ1J3XW709781', 'WVWZZZ1J3XW709781'],
      ['chassis number 5YJSA1E25HF896556.', '5YJSA1E25HF896556'],
      ['vin=JH4KA8263MC831162', 'JH4KA8263MC831162'],
    ],
    misses: [
      'VIN: 1HGCM82613A505575',
      'vin WVWZZZ1J3XW709786',
      'it is 1HGCM82613A505515',
      'VIN: 1HGCM82613A5055157',
      'VIN: x1HGCM82613A505515',
      'VIN: 1HGCM82613A505515-4A',
    ],
  },
});

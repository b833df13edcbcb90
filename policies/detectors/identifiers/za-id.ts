import { isDay, luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Identity numbers: date of birth, order, citizenship, check digit (Luhn). */
export const zaId = identifier({
  name: 'za-id',
  about: 'South Africa: identity number',
  forms: ['9999999999999', '999999 9999 999', '999999 9999 99 9'],
  words: [
    'id number',
    'id no',
    'sa id',
    'rsa id',
    'south african id*',
    'identity number',
    'identity document',
    'id nommer',
    'identiteitsnommer',
  ],
  valid: (value) =>
    isDay(value.slice(0, 2), value.slice(2, 4), value.slice(4, 6)) && /^.{10}[012]/.test(value) && luhn(value),
  examples: {
    hits: [
      ['ID number: 8507309453088', '8507309453088'],
      ['SA ID 920411 4197 089', '920411 4197 089'],
      ['my identity number is 7901027061185.', '7901027061185'],
      ['idNumber=0203152731089', '0203152731089'],
    ],
    misses: [
      'ID number: 8507309453080',
      'SA ID 920411 4197 029',
      'it is 8507309453088',
      'ID number: 85073094530887',
      'ID number: x8507309453088',
      'ID number: 8507309453088-4A',
    ],
  },
});

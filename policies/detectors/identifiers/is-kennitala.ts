import { isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Kennitala: date of birth, order, check digit (modulo 11), century. */
export const isKennitala = identifier({
  name: 'is-kennitala',
  about: 'Iceland: kennitala',
  forms: ['999999-9999', '9999999999'],
  words: ['kennitala', 'kt', 'kennitolu'],
  valid: (value) => {
    const day = Number(value.slice(0, 2)) % 40;
    if (!isDay(value.slice(4, 6), value.slice(2, 4), String(day)) || !/[089]$/.test(value)) return false;
    return weighted(value, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
  },
  examples: {
    hits: [
      ['kennitala 150785-4999', '150785-4999'],
      ['kt. 0101902669', '0101902669'],
      ['Kennitala: 280264-1569.', '280264-1569'],
      ['kennitala=1201032450', '1201032450'],
    ],
    misses: [
      'kennitala 150785-4995',
      'kt. 0101902667',
      'it is 150785-4999',
      'kennitala 150785-49997',
      'kennitala x150785-4999',
      'kennitala 150785-4999-4A',
    ],
  },
});

import { digitAt, isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Personas kods: date of birth and five digits (modulo 11), or since 2017 eleven that begin with 32. */
export const lvPersonasKods = identifier({
  name: 'lv-personas-kods',
  about: 'Latvia: personas kods',
  forms: ['999999-99999', '99999999999'],
  words: ['personas kods', 'personas koda', 'personas kodu', 'personal code'],
  valid: (value) => {
    if (value.startsWith('32')) return true;
    if (!isDay(value.slice(4, 6), value.slice(2, 4), value.slice(0, 2))) return false;
    return ((1101 - weighted(value, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11) % 10 === digitAt(value, 10);
  },
  examples: {
    hits: [
      ['personas kods 150785-04914', '150785-04914'],
      ['Personas kods: 01019030310', '01019030310'],
      ['personas kodu 321234-56789', '321234-56789'],
      ['personas_kods=280264-78841', '280264-78841'],
    ],
    misses: [
      'personas kods 150785-123456',
      'personas kods 150785-04917',
      'Personas kods: 01019030320',
      'it is 150785-04914',
      'personas kods 150785-049147',
      'personas kods x150785-04914',
      'personas kods 150785-04914-4A',
    ],
  },
});

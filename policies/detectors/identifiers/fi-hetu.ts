import { isDay } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Henkilötunnus: date of birth, the century as a mark or letter, order, and a check character by 31 (DVV). */
export const fiHetu = identifier({
  name: 'fi-hetu',
  about: 'Finland: henkilötunnus',
  forms: ['999999-999X', '999999+999X', '999999A999X'],
  alone: ['999999-999X', '999999A999X'],
  words: ['henkilotunnus', 'hetu', 'sosiaaliturvatunnus', 'personbeteckning', 'personal identity*'],
  valid: (value) => {
    const [, day = '', order = '', check = ''] = /^(\d{6})[A-FU-Y]?(\d{3})([\dA-FHJ-NPR-Y])$/.exec(value) ?? [];
    if (check === '' || !isDay(day.slice(4), day.slice(2, 4), day.slice(0, 2))) return false;
    return '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(day + order) % 31) === check;
  },
  examples: {
    hits: [
      ['Henkilötunnus: 131052-308T', '131052-308T'],
      ['hetu 010101A123N', '010101A123N'],
      ['hänen tunnuksensa on 280264-053W.', '280264-053W'],
      ['hetu=150785-995B', '150785-995B'],
    ],
    misses: [
      'Henkilötunnus: 131052-307T',
      'hetu 010101A120N',
      'Henkilötunnus: 131052-308T7',
      'Henkilötunnus: x131052-308T',
      'Henkilötunnus: 131052-308T-4A',
    ],
  },
});

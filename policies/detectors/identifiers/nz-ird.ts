import { digitAt, isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** IRD numbers: seven or eight digits and a check digit (modulo 11, twice). */
export const nzIrd = identifier({
  name: 'nz-ird',
  about: 'New Zealand: IRD number',
  forms: ['99-999-999', '999-999-999', '999999999', '99999999'],
  words: ['ird', 'ird number', 'inland revenue*'],
  valid: (value) => {
    const digits = value.padStart(9, '0');
    const checkBy = (weights: readonly number[]): number => (11 - (weighted(digits, weights) % 11)) % 11;
    const first = checkBy([3, 2, 7, 6, 5, 4, 3, 2]);
    return (first === 10 ? checkBy([7, 4, 3, 2, 5, 2, 7, 6]) : first) === digitAt(digits, 8) && !isMadeUp(value);
  },
  examples: {
    hits: [
      ['IRD: 49-858-546', '49-858-546'],
      ['ird number 136520757', '136520757'],
      ['IRD number is 110-274-238.', '110-274-238'],
      ['ird=49867867', '49867867'],
    ],
    misses: [
      'IRD: 49-858-544',
      'ird number 136520797',
      'it is 49-858-546',
      'IRD: 49-858-5467',
      'IRD: x49-858-546',
      'IRD: 49-858-546-4A',
    ],
  },
});

import { digitAt, isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** 個人番号: eleven digits and a check digit (modulo 11). */
export const jpMyNumber = identifier({
  name: 'jp-my-number',
  about: 'Japan: My Number',
  forms: ['9999~9999~9999', '999999999999'],
  words: ['マイナンバー', '個人番号', 'my number', 'individual number'],
  valid: (value) => {
    const left = weighted(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return (left < 2 ? 0 : 11 - left) === digitAt(value, 11) && !isMadeUp(value);
  },
  examples: {
    hits: [
      ['マイナンバー：7027 0489 5105', '7027 0489 5105'],
      ['個人番号は160289047988です', '160289047988'],
      ['My Number 5668-3534-6009.', '5668-3534-6009'],
      ['my_number=014072650272', '014072650272'],
    ],
    misses: [
      'マイナンバー：7027 0489 5109',
      '個人番号は160289047984です',
      'it is 7027 0489 5105',
      'マイナンバー：7027 0489 51057',
      'マイナンバー：x7027 0489 5105',
      'マイナンバー：7027 0489 5105-4A',
    ],
  },
});

import { digitAt, isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Número de identificação fiscal: nine digits, the last a check digit (modulo 11). */
export const ptNif = identifier({
  name: 'pt-nif',
  about: 'Portugal: NIF',
  forms: ['999999999', '999~999~999'],
  words: ['nif', 'contribuinte', 'numero fiscal', 'identificacao fiscal', 'n contribuinte'],
  valid: (value) => {
    if (!/^[1-35689]/.test(value) || isMadeUp(value)) return false;
    const left = weighted(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return (left < 2 ? 0 : 11 - left) === digitAt(value, 8);
  },
  examples: {
    hits: [
      ['NIF: 272696277', '272696277'],
      ['o contribuinte n.º 293 466 270', '293 466 270'],
      ['nif=136375189', '136375189'],
      ['Número fiscal 592390748.', '592390748'],
    ],
    misses: [
      'NIF: 272696271',
      'o contribuinte n.º 293 466 278',
      'it is 272696277',
      'NIF: 2726962777',
      'NIF: x272696277',
      'NIF: 272696277-4A',
    ],
  },
});

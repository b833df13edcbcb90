import { digitAt, isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** РНОКПП: days since 1900, order, check digit (weights -1 5 7 9 4 6 10 5 7). */
export const uaRnokpp = identifier({
  name: 'ua-rnokpp',
  about: 'Ukraine: RNOKPP',
  forms: ['9999999999'],
  words: ['рнокпп', 'іпн', 'ипн', 'ідентифікаційний код', 'ідентифікаційний номер', 'rnokpp', 'ipn'],
  valid: (value) => {
    const left = ((weighted(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11;
    return left % 10 === digitAt(value, 9) && !isMadeUp(value);
  },
  examples: {
    hits: [
      ['РНОКПП 3833849274', '3833849274'],
      ['ІПН: 2616267373', '2616267373'],
      ['rnokpp=3465645320', '3465645320'],
      ['ідентифікаційний номер 3511427758.', '3511427758'],
    ],
    misses: [
      'РНОКПП 3833849275',
      'ІПН: 2616267371',
      'it is 3833849274',
      'РНОКПП 38338492747',
      'РНОКПП x3833849274',
      'РНОКПП 3833849274-4A',
    ],
  },
});

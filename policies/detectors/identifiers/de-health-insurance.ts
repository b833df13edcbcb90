import { digitAt } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Krankenversichertennummer: a letter, eight digits and a check digit (GKV, modulo 10). */
export const deHealthInsurance = identifier({
  name: 'de-health-insurance',
  about: 'Germany: health insurance number',
  forms: ['A999999999'],
  words: [
    'krankenversichertennummer',
    'versichertennummer',
    'versicherten nr',
    'kvnr',
    'krankenversicherung*',
    'krankenkasse*',
    'gesundheitskarte',
  ],
  valid: (value) => {
    const digits = String(value.charCodeAt(0) - 64).padStart(2, '0') + value.slice(1, 9);
    let sum = 0;
    for (let i = 0; i < 10; i++) {
      const product = digitAt(digits, i) * (1 + (i % 2));
      sum += product > 9 ? product - 9 : product;
    }
    return sum % 10 === digitAt(value, 9);
  },
  examples: {
    hits: [
      ['Krankenversichertennummer A526730942', 'A526730942'],
      ['KVNR: M117166871', 'M117166871'],
      ['meine Versichertennummer ist T800546251.', 'T800546251'],
      ['kvnr=x702854326', 'x702854326'],
    ],
    misses: [
      'Krankenversichertennummer A526730962',
      'KVNR: M117166879',
      'it is A526730942',
      'Krankenversichertennummer A5267309427',
      'Krankenversichertennummer xA526730942',
      'Krankenversichertennummer A526730942-4A',
    ],
  },
});

import { weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** AHV numbers: 756, nine digits and a check digit (EAN-13). */
export const chAhv = identifier({
  name: 'ch-ahv',
  about: 'Switzerland: AHV/AVS number',
  forms: ['756.9999.9999.99', '7569999999999', '756 9999 9999 99', '756-9999-9999-99'],
  alone: ['756.9999.9999.99'],
  words: ['ahv*', 'avs', 'oasi', 'navs', 'sozialversicherungsnummer', 'numero avs'],
  valid: (value) => weighted(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  examples: {
    hits: [
      ['AHV-Nr. 756.0972.0005.67', '756.0972.0005.67'],
      ['numéro AVS : 756 6989 0692 83', '756 6989 0692 83'],
      ['ahv=7561988270104', '7561988270104'],
      ['ihre ist 756.1088.2346.24.', '756.1088.2346.24'],
    ],
    misses: [
      'AHV-Nr. 756.0972.0005.62',
      'numéro AVS : 756 6989 0692 88',
      'it is 756 6989 0692 83',
      'AHV-Nr. 756.0972.0005.677',
      'AHV-Nr. x756.0972.0005.67',
      'AHV-Nr. 756.0972.0005.67-4A',
    ],
  },
});

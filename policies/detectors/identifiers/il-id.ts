import { isMadeUp, luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Teudat zehut: eight digits and a check digit (Luhn). */
export const ilId = identifier({
  name: 'il-id',
  about: 'Israel: identity number',
  forms: ['999999999', '99999999-9'],
  words: ['תעודת זהות', 'ת ז', 'תז', 'מספר זהות', 'teudat zehut', 'israeli id*', 'id number'],
  valid: (value) => luhn(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['ת.ז. 599559762', '599559762'],
      ['תעודת זהות: 80044922-5', '80044922-5'],
      ['Teudat Zehut 411187214.', '411187214'],
      ['israeli id 589388727', '589388727'],
    ],
    misses: [
      'ת.ז. 599559760',
      'תעודת זהות: 80044922-6',
      'it is 599559762',
      'ת.ז. 5995597627',
      'ת.ז. x599559762',
      'ת.ז. 599559762-4A',
    ],
  },
});

import { identifier } from '../../identifier.ts';

/** By the digit or the letter, of characters at odd places. */
const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const digit = '[0-9LMNPQRSTUV]';
const shape = new RegExp(`^[A-Z]{6}${digit}{2}[ABCDEHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`);

/** Codice fiscale: letters of the names, date of birth and sex, place, and a check letter; digits may be written as letters (D.M. 23 dicembre 1976). */
export const itCodiceFiscale = identifier({
  name: 'it-codice-fiscale',
  about: 'Italy: codice fiscale',
  forms: ['AAAAAAXXAXXAXXXA', 'AAA AAA XXAXX AXXXA'],
  alone: ['AAAAAAXXAXXAXXXA'],
  words: ['codice fiscale', 'cod fisc', 'c f', 'cf', 'fiscal code', 'tax code'],
  valid: (value) => {
    if (!shape.test(value)) return false;
    let sum = 0;
    for (let i = 0; i < 15; i++) {
      const code = Number.parseInt(value.charAt(i), 36);
      const place = code > 9 ? code - 10 : code;
      sum += i % 2 === 0 ? odd[place]! : place;
    }
    return sum % 26 === value.charCodeAt(15) - 65;
  },
  examples: {
    hits: [
      ['codice fiscale RSSMRA85T10A562S', 'RSSMRA85T10A562S'],
      ['CF: BNCLRA92D47H501E', 'BNCLRA92D47H501E'],
      ['il suo è VRDGPP70A01F839U.', 'VRDGPP70A01F839U'],
      ['cod. fisc. rss mra 85t10 a562s', 'rss mra 85t10 a562s'],
    ],
    misses: [
      'codice fiscale RSSMRA85T10A568S',
      'CF: BNCLRA92D47H502E',
      'it is rss mra 85t10 a562s',
      'codice fiscale RSSMRA85T10A562S7',
      'codice fiscale xRSSMRA85T10A562S',
      'codice fiscale RSSMRA85T10A562S-4A',
    ],
  },
});

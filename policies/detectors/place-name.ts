import type { Detector } from '../detector.ts';
import { namesIn, openAt } from '../names/reading.ts';
import { context, reach } from '../names/tagger.ts';

/**
 * Countries, regions and towns, by the tagger of `person-name`. Used only where a policy names it: most places that
 * are spoken of tell nothing about a person.
 */
export const placeName: Detector = {
  name: 'place-name',
  category: 'pii',
  label: 'PLACE',
  reach,
  context,
  byName: true,
  open: (text, from = 0) => openAt(text, from),
  detect: (text, from = 0) => namesIn(text, from, 'place'),
  examples: {
    hits: [
      ['I was born in Kraków, as was my mother.', 'Kraków'],
      ['We moved from New Zealand last year.', 'New Zealand'],
      ['Ich wohne in Hamburg und arbeite dort.', 'Hamburg'],
      ['Il habite à Marseille depuis un an.', 'Marseille'],
      ['She lives in Santa Monica now.', 'Santa Monica'],
    ],
    misses: [
      'How do I reset my password?',
      'My name is Anna.',
      'On Monday we will test Windows and Linux.',
      'Getting Started',
      'The second chapter is about the weather.',
    ],
  },
};

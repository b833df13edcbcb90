import type { Detector } from '../detector.ts';
import { namesIn, openAt } from '../names/reading.ts';
import { context, reach } from '../names/tagger.ts';

/**
 * Names of persons, by a small trained tagger with lists of names (docs/names-model.md). Used only where a policy
 * names it: a prompt without its names is often another prompt, and a wrong guess masks what nobody asked for.
 */
export const personName: Detector = {
  name: 'person-name',
  category: 'pii',
  label: 'PERSON',
  reach,
  context,
  byName: true,
  open: (text, from = 0) => openAt(text, from),
  detect: (text, from = 0) => namesIn(text, from, 'person'),
  examples: {
    hits: [
      ['My name is Anna Kowalska and I live here.', 'Anna Kowalska'],
      ['Dear Mr. Hollingsworth, thank you for your letter.', 'Hollingsworth'],
      ['Please forward this to Jean-Luc Moreau today.', 'Jean-Luc Moreau'],
      ['Bitte rufen Sie Frau Dr. Steinmann an.', 'Steinmann'],
      ['Me llamo Juan García y tengo una pregunta.', 'Juan García'],
      ['"It is not fair," said Priya Raghunathan.', 'Priya Raghunathan'],
    ],
    misses: [
      'How do I reset my password?',
      'The United Nations met on Monday in March.',
      'Install Docker and run the Python script.',
      'Terms of Service and Privacy Policy',
      'Der Computer hat keine Verbindung zum Netz.',
    ],
  },
};

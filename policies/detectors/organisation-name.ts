import type { Detector } from '../detector.ts';
import { namesIn, openAt } from '../names/reading.ts';
import { context, reach } from '../names/tagger.ts';

/**
 * Companies, authorities, universities, by the tagger of `person-name`. The weakest of the three (docs/names-model.md):
 * used only where a policy names it.
 */
export const organisationName: Detector = {
  name: 'organisation-name',
  category: 'pii',
  label: 'ORGANISATION',
  reach,
  context,
  byName: true,
  open: (text, from = 0) => openAt(text, from),
  detect: (text, from = 0) => namesIn(text, from, 'organisation'),
  examples: {
    hits: [
      ['I work at Barlow Systems Ltd. in the north.', 'Barlow Systems Ltd'],
      ['The contract with Müller GmbH ends soon.', 'Müller GmbH'],
      ['I work at Brown University.', 'Brown University'],
      ['Shares of Siemens fell after the report.', 'Siemens'],
    ],
    misses: [
      'How do I reset my password?',
      'My name is Anna Kowalska.',
      'It rains in Hamburg.',
      'The Company shall not be liable.',
      'Our customers and their banks',
    ],
  },
};

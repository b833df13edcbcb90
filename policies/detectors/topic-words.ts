import { createAutomaton } from '../automaton.ts';
import type { Detector, Match } from '../detector.ts';
import type { DetectorOptions } from '../options.ts';
import { phraseShape, phrasesOf } from './phrases.ts';

/**
 * A topic told by its words: enough of them close together. A policy is a topic, and its name the
 * topic's. The score is .5 for as many as are asked for and grows with more. Judges windows of text.
 */
export const topicWords: Detector = topicDetector({});

function topicDetector(options: DetectorOptions): Detector {
  const words = phrasesOf(options, 'words');
  const least = typeof options.count === 'number' ? options.count : 3;
  const near = typeof options.within === 'number' ? options.within : 400;
  const automaton = createAutomaton([words]);

  function detect(text: string): Match[] {
    if (words.length === 0) return [];
    const starts: number[] = [];
    const ends: number[] = [];
    automaton.find(text, 0, true, ({ start, end }) => {
      // Of words within each other the longest counts, once.
      while (starts.length > 0 && starts.at(-1)! >= start) {
        starts.pop();
        ends.pop();
      }
      if (starts.length > 0 && ends.at(-1)! > start) return;
      starts.push(start);
      ends.push(end);
    });
    const found: Match[] = [];
    for (let i = 0; i + least <= starts.length; ) {
      let last = i;
      while (last + 1 < starts.length && ends[last + 1]! - starts[i]! <= near) last++;
      const count = last - i + 1;
      if (count < least) {
        i++;
        continue;
      }
      found.push({ start: starts[i]!, end: ends[last]!, score: 1 - 0.5 ** (count / least) });
      i = last + 1;
    }
    return found;
  }

  return {
    name: 'topic-words',
    category: 'topic',
    label: 'TOPIC',
    reach: near + automaton.reach,
    detect,
    options: {
      words: { ...phraseShape, needed: true, about: 'Words and phrases of the topic, in any language.' },
      file: {
        kind: 'file',
        about:
          'A text file with more of `words`, one in a line, named from the folder of this one; `#` begins a remark.',
      },
      count: { kind: 'number', min: 1, max: 100, default: 3, about: 'How many of them make the topic.' },
      within: { kind: 'number', min: 20, max: 4096, default: 400, about: 'How close together, in characters.' },
    },
    configured: topicDetector,
    examples: {
      options: { words: ['dose', 'tablet', 'fever', 'blood pressure', 'pressure', '用量'], count: 3, within: 80 },
      hits: [
        ['One tablet; for fever a double dose.', 'tablet; for fever a double dose'],
        ['Fever, fever, FEVER!', 'Fever, fever, FEVER'],
        ['your blood pressure, a dose, a tablet', 'blood pressure, a dose, a tablet'],
        ['用量: fever dose.', '用量: fever dose'],
      ],
      misses: [
        'a tablet and a dose',
        `tablet ${'and so on '.repeat(9)} dose and fever`,
        'blood pressure and fever',
        'tablets doses fevers',
        '',
      ],
    },
  };
}

import { createAutomaton, type Occurrence } from '../automaton.ts';
import type { Detector, Match } from '../detector.ts';
import type { DetectorOptions } from '../options.ts';
import { phraseShape, phrasesOf } from './phrases.ts';

const DENY = 0;

/**
 * Words and phrases of the house's own list, in any language. Of what overlaps, the earliest is found,
 * and of those the longest; nothing is found within a phrase that is allowed. Without a list it finds
 * nothing.
 */
export const deniedWords: Detector = wordsDetector({});

function wordsDetector(options: DetectorOptions): Detector {
  const deny = phrasesOf(options, 'deny');
  const whole = options.whole !== false;
  const automaton = createAutomaton([deny, phrasesOf(options, 'allow')]);
  const { reach } = automaton;

  function detect(text: string, from = 0): Match[] {
    if (deny.length === 0) return [];
    const denied: Occurrence[] = [];
    const allowed: Occurrence[] = [];
    automaton.find(text, Math.max(0, from - reach), whole, (one) => {
      if (one.list !== DENY) allowed.push(one);
      else if (one.start >= from) denied.push(one);
    });
    if (denied.length === 0) return [];
    const inAllowed = within(allowed);
    denied.sort((a, b) => a.start - b.start || b.end - a.end);
    const found: Match[] = [];
    let floor = from;
    for (const { start, end } of denied) {
      if (start < floor || inAllowed(start, end)) continue;
      found.push({ start, end, score: 1 });
      floor = end;
    }
    return found;
  }

  return {
    name: 'words',
    category: 'topic',
    label: 'WORD',
    reach,
    context: reach + 1,
    open: (text, from = 0) => (deny.length === 0 ? text.length : automaton.open(text, Math.max(0, from - reach))),
    detect,
    options: {
      deny: {
        ...phraseShape,
        needed: true,
        about: 'Words and phrases to find, in any language; case does not matter.',
      },
      file: {
        kind: 'file',
        about:
          'A text file with more of `deny`, one in a line, named from the folder of this one; `#` begins a remark.',
      },
      allow: { ...phraseShape, about: 'Phrases in which a word of `deny` is fine.' },
      whole: { kind: 'flag', default: true, about: 'Not in the midst of a longer word, in scripts with spaces.' },
    },
    configured: wordsDetector,
    examples: {
      options: { deny: ['Kestrel', 'project  falcon', '機密', 'größenwahn', 'fal'], allow: ['kestrel street'] },
      hits: [
        ['the KESTREL flies', 'KESTREL'],
        ['Project\n  Falcon, soon', 'Project\n  Falcon'],
        ['これは機密です', '機密'],
        ['reiner GRÖßENWAHN!', 'GRÖßENWAHN'],
        ['kestrel streets and a kestrel', 'kestrel'],
        ['fal', 'fal'],
      ],
      misses: ['kestrels', 'projectfalcon', 'in Kestrel Street', 'Project     Falcon', 'falcon', 'Größe nwahn', ''],
    },
  };
}

/** Tells whether a range lies within one of the occurrences; ranges are asked for in order of their starts. */
function within(occurrences: Occurrence[]): (start: number, end: number) => boolean {
  occurrences.sort((a, b) => a.start - b.start);
  let next = 0;
  let reached = 0;
  return (start, end) => {
    for (; next < occurrences.length && occurrences[next]!.start <= start; next++) {
      reached = Math.max(reached, occurrences[next]!.end);
    }
    return reached >= end;
  };
}

import { beginText, classPlaces, farPlace, isRepeat, pairPlace, skipPlace, triplePlace } from './context.ts';
import { createFindings, never } from './findings.ts';
import type { Head } from './model.ts';
import { beginNoticing, noticed, noticeHidden, noticeSize } from './noticing.ts';
import type { ModelScan } from './scan.ts';
import { firstHidden, type Tokens } from './tokens.ts';
import { largest, RING } from './windows.ts';

const mask = RING - 1;

/**
 * Reads what users write. It and the reader of data are two loops and not one with a parameter, and each is made
 * once: so the engine compiles either with its weights as constants.
 */
export function createUserScan(tokens: Tokens, head: Head): ModelScan {
  const { weights } = head;
  const { hash: hashes, klass: classes, mark: marks, start: starts, end: ends } = tokens;
  const owns = tokens.own[0];
  const findings = createFindings(head);
  const [, least16, least48] = findings.least as unknown as [number, number, number];
  // Sums up to a word, and where the words begin, of the last ones.
  const sums = new Int32Array(RING);
  const froms = new Int32Array(RING);
  const places = new Int32Array(8);

  return (text) => {
    const marked: number[] = [];
    let [n, one, two, three, sum] = [0, 0, 0, 0, 0];
    // Before the text no window begins.
    sums.fill(never);
    sums[0] = 0;
    beginText();
    beginNoticing();
    findings.begin();
    let end = 0;
    for (let at = 0; at < text.length; at = tokens.next) {
      tokens.read(text, at);
      const { count } = tokens;
      for (let i = 0; i < count; i++) {
        const hash = hashes[i]!;
        const start = starts[i]!;
        end = ends[i]!;
        const klass = classes[i]!;
        if (marks[i] !== 0) marked.push(start, end, marks[i]!);
        if (!isRepeat(hash, n)) sum = (sum + owns[i]!) | 0;
        const near = weights[pairPlace(one, hash)]! + weights[triplePlace(two, one, hash)]!;
        sum = (sum + near + weights[skipPlace(two, hash)]! + weights[farPlace(three, hash)]!) | 0;
        noticeSize(end - start, klass);
        if (klass >= firstHidden) noticeHidden(klass);
        else if (klass !== 0) {
          const added = classPlaces(klass, n, places);
          for (let k = 0; k < added; k++) sum = (sum + weights[places[k]!]!) | 0;
        }
        froms[n & mask] = start;
        n++;
        sums[n & mask] = sum;
        const of16 = (sum - sums[(n - 16) & mask]!) | 0;
        const of48 = (sum - sums[(n - 48) & mask]!) | 0;
        if (of16 >= least16) findings.look(16, n, of16, froms[(n - 16) & mask]!, end);
        if (of48 >= least48) findings.look(48, n, of48, froms[(n - 48) & mask]!, end);
        three = two;
        two = one;
        one = hash;
      }
    }
    if (n > 0 && n < largest) findings.look(n, n, sum, froms[0]!, end);
    return { found: findings.end(), noticed: noticed(n), marked };
  };
}

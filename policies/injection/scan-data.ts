import { beginText, classPlaces, farPlace, isRepeat, pairPlace, skipPlace, triplePlace } from './context.ts';
import { createFindings, never } from './findings.ts';
import type { Head } from './model.ts';
import { beginNoticing, noticed, noticeHidden, noticeSize } from './noticing.ts';
import type { ModelScan } from './scan.ts';
import { surest } from './surest.ts';
import { firstHidden, type Tokens } from './tokens.ts';
import { largest, RING } from './windows.ts';

const mask = RING - 1;

/** Reads data, once for both of its heads: what users write is read by a loop of its own, and that says why. */
export function createDataScan(tokens: Tokens, orders: Head, tasks: Head): ModelScan {
  // Two weights in one number: a place is then looked up once.
  const weights = Int16Array.from(orders.weights, (weight, at) => (tasks.weights[at]! << 8) | (weight & 0xff));
  const { hash: hashes, klass: classes, mark: marks, start: starts, end: ends } = tokens;
  const [, ordersOwn, tasksOwn] = tokens.own;
  const first = createFindings(orders);
  const second = createFindings(tasks);
  const [first8, first16, first48] = first.least as unknown as [number, number, number];
  const [second8, second16, second48] = second.least as unknown as [number, number, number];
  const firstSums = new Int32Array(RING);
  const secondSums = new Int32Array(RING);
  const froms = new Int32Array(RING);
  const places = new Int32Array(8);

  return (text) => {
    const marked: number[] = [];
    let [n, one, two, three, sum, other] = [0, 0, 0, 0, 0, 0];
    firstSums.fill(never);
    secondSums.fill(never);
    firstSums[0] = 0;
    secondSums[0] = 0;
    beginText();
    beginNoticing();
    first.begin();
    second.begin();
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
        if (!isRepeat(hash, n)) {
          sum = (sum + ordersOwn[i]!) | 0;
          other = (other + tasksOwn[i]!) | 0;
        }
        const pair = weights[pairPlace(one, hash)]!;
        const triple = weights[triplePlace(two, one, hash)]!;
        const skip = weights[skipPlace(two, hash)]!;
        const far = weights[farPlace(three, hash)]!;
        sum = (sum + ((pair << 24) >> 24) + ((triple << 24) >> 24) + ((skip << 24) >> 24) + ((far << 24) >> 24)) | 0;
        other = (other + (pair >> 8) + (triple >> 8) + (skip >> 8) + (far >> 8)) | 0;
        noticeSize(end - start, klass);
        if (klass >= firstHidden) noticeHidden(klass);
        else if (klass !== 0) {
          const added = classPlaces(klass, n, places);
          for (let k = 0; k < added; k++) {
            const weight = weights[places[k]!]!;
            sum = (sum + ((weight << 24) >> 24)) | 0;
            other = (other + (weight >> 8)) | 0;
          }
        }
        froms[n & mask] = start;
        n++;
        firstSums[n & mask] = sum;
        secondSums[n & mask] = other;
        const [at8, at16, at48] = [(n - 8) & mask, (n - 16) & mask, (n - 48) & mask];
        let added = (sum - firstSums[at8]!) | 0;
        if (added >= first8) first.look(8, n, added, froms[at8]!, end);
        added = (sum - firstSums[at16]!) | 0;
        if (added >= first16) first.look(16, n, added, froms[at16]!, end);
        added = (sum - firstSums[at48]!) | 0;
        if (added >= first48) first.look(48, n, added, froms[at48]!, end);
        added = (other - secondSums[at8]!) | 0;
        if (added >= second8) second.look(8, n, added, froms[at8]!, end);
        added = (other - secondSums[at16]!) | 0;
        if (added >= second16) second.look(16, n, added, froms[at16]!, end);
        added = (other - secondSums[at48]!) | 0;
        if (added >= second48) second.look(48, n, added, froms[at48]!, end);
        three = two;
        two = one;
        one = hash;
      }
    }
    if (n > 0 && n < largest) {
      first.look(n, n, sum, froms[0]!, end);
      second.look(n, n, other, froms[0]!, end);
    }
    const found = first.end();
    const also = second.end();
    return { found: also.length === 0 ? found : surest([...found, ...also]), noticed: noticed(n), marked };
  };
}

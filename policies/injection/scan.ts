import type { Match } from '../detector.ts';
import type { Noticed } from '../views.ts';
import { createRepeats, createTrail, farPlace, pairPlace, skipPlace, triplePlace } from './context.ts';
import { createLane } from './lane.ts';
import type { Head } from './model.ts';
import { surest } from './surest.ts';
import { createTokens, firstHidden, SINGLE } from './tokens.ts';

/** Finds the windows of a text that score enough by any head; of those that overlap, the best. */
export type ModelScan = (text: string) => { readonly found: Match[]; readonly noticed: Noticed };

/** Fewer words of one's kind are chance. */
const fewestHidden = 2;
const fewestSpaced = 8;
/** Words of a text in which one is enough, all but one. */
const short = 16;

/** Reads a text once for one head, or for two. */
export function createScan(head: Head, other?: Head): ModelScan {
  const first = createLane(head);
  const second = other === undefined ? undefined : createLane(other);
  // What is remembered of a word is one number: for two heads, half of it each.
  const tokens = createTokens((places, count) => {
    const own = clamped(first.own(places, count));
    return second === undefined ? own : (clamped(second.own(places, count)) << 16) | (own & 0xffff);
  });
  const repeats = createRepeats();
  // Worked out once for all heads: four with the words before, and up to four of its class.
  const places = new Int32Array(8);
  const hidden = new Int32Array(4);

  return (text) => {
    const trail = createTrail();
    let singles = 0;
    let longestRow = 0;
    let n = 0;
    let one = 0;
    let two = 0;
    let three = 0;
    first.begin();
    second?.begin();
    hidden.fill(0);
    repeats.clear();
    for (let at = 0; at < text.length; at = tokens.next) {
      tokens.read(text, at);
      for (let i = 0; i < tokens.count; i++) {
        const hash = tokens.hash[i]!;
        const start = tokens.start[i]!;
        const end = tokens.end[i]!;
        const klass = tokens.klass[i]!;
        const own = repeats.has(hash, n) ? 0 : tokens.own[i]!;
        let count = 4;
        places[0] = pairPlace(one, hash);
        places[1] = triplePlace(two, one, hash);
        places[2] = skipPlace(two, hash);
        places[3] = farPlace(three, hash);
        // Letters count only in a row, which no prose has.
        if (end - start > 1) singles = 0;
        else if (klass === SINGLE && ++singles > longestRow) longestRow = singles;
        if (klass >= firstHidden) hidden[klass - firstHidden] = hidden[klass - firstHidden]! + 1;
        else if (klass !== 0) count = trail.step(klass, n, places, 4);
        first.step((own << 16) >> 16, places, count, start, end);
        if (second !== undefined) second.step(own >> 16, places, count, start, end);
        three = two;
        two = one;
        one = hash;
        n++;
      }
    }
    const found = first.end();
    const also = second?.end() ?? [];
    // In a short text one is enough.
    const fewest = n < short ? 1 : fewestHidden;
    const [rot13 = 0, reversed = 0, leet = 0] = hidden;
    return {
      found: also.length === 0 ? found : surest([...found, ...also]),
      noticed: {
        rot13: rot13 >= fewest,
        reversed: reversed >= fewest,
        leet: leet > fewestHidden,
        spaced: longestRow >= fewestSpaced,
      },
    };
  };
}

/** Sixteen bits hold what any word of prose adds, many times over. */
function clamped(own: number): number {
  return Math.max(-32_768, Math.min(32_767, own));
}

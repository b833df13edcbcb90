import { mix, placeOf, seeds } from './hash.ts';

/** Words on which a word of the lexicon may still be read together with the one before. */
const farthest = 8;

/**
 * Features of a word with those before it: neighbours, words with one or two between, and words of the
 * lexicon by their class alone, so that what is learnt in one language is known in the others.
 */
export interface Context {
  /** Writes the places of the features by words and returns how many. */
  words(hash: number, places: Int32Array): number;
  /** The same by classes; 0 for a word of none. */
  classes(klass: number, places: Int32Array): number;
}

export function createContext(): Context {
  let [one, two, three] = [0, 0, 0];
  let at = 0;
  // The last two words of a class, and where they were.
  let [last, lastAt, older, olderAt] = [0, -99, 0, -99];
  return {
    words(hash, places) {
      places[0] = placeOf(mix(seeds.pair, Math.imul(one, 31) + hash));
      places[1] = placeOf(mix(seeds.triple, Math.imul(Math.imul(two, 31) + one, 31) + hash));
      places[2] = placeOf(mix(seeds.skip, Math.imul(two, 31) + hash));
      places[3] = placeOf(mix(seeds.far, Math.imul(three, 31) + hash));
      three = two;
      two = one;
      one = hash;
      return 4;
    },
    classes(klass, places) {
      at++;
      if (klass === 0) return 0;
      let count = 0;
      places[count++] = placeOf(mix(seeds.class1, klass));
      const gap = at - lastAt;
      if (gap <= farthest) {
        const pair = last * 32 + klass;
        places[count++] = placeOf(mix(seeds.class2, pair));
        places[count++] = placeOf(mix(seeds.near2, pair * 4 + (gap === 1 ? 0 : gap <= 3 ? 1 : 2)));
        if (lastAt - olderAt <= farthest) places[count++] = placeOf(mix(seeds.class3, older * 1024 + pair));
      }
      older = last;
      olderAt = lastAt;
      last = klass;
      lastAt = at;
      return count;
    },
  };
}

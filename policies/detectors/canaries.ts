import { normalise } from '../normalise.ts';

/** What was seen in a text, as offsets, by start; what overlaps is not joined yet. */
export interface Sightings {
  readonly runs: readonly Sighting[];
  /** Where the first one that is unfinished begins, the text's length when there is none. */
  readonly open: number;
}

export interface Sighting {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

export interface Canaries {
  readonly none: boolean;
  find(text: string, from: number): Sightings;
}

/** Looks for tokens, letter by letter. */
export function canariesOf(given: readonly string[]): Canaries {
  const tokens = [...new Set(given.map((token) => normalise(token).text))].filter((token) => token !== '');
  const first = new Set(tokens.map((token) => token.charCodeAt(0)));
  const longest = Math.max(0, ...tokens.map(({ length }) => length));

  function open(text: string, from: number): number {
    for (let at = Math.max(from, text.length - longest + 1); at < text.length; at++) {
      if (!first.has(text.charCodeAt(at))) continue;
      const rest = text.slice(at);
      if (tokens.some((token) => token.length > rest.length && token.startsWith(rest))) return at;
    }
    return text.length;
  }

  return {
    none: tokens.length === 0,
    find(text, from) {
      const runs: Sighting[] = [];
      for (const token of tokens) {
        for (let at = text.indexOf(token, from); at !== -1; at = text.indexOf(token, at + 1)) {
          runs.push({ start: at, end: at + token.length, score: 1 });
        }
      }
      return { runs: runs.sort((a, b) => a.start - b.start || a.end - b.end), open: open(text, from) };
    },
  };
}

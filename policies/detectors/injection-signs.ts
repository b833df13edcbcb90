import type { Match } from '../detector.ts';
import type { Family } from './injection-english.ts';
import { eachAnchor } from './injection-words.ts';

/** Signs so near to each other belong together. */
export const reach = 512;

/** A phrase where it stands. */
export interface Sign extends Match {
  readonly family: Family;
}

/** Words that talk about a phrase instead of saying it, right before a quotation mark. */
const mention =
  /\b(?:phrase|prompt|prompts|say|says|said|text|words?|sentence|string|like|as|e\.g\.|example|called|attack|attacks|include|contain|contains|containing|type|typed|writes?|wrote)\b[^"'“‘«„`]{0,24}["'“‘«„`]$/i;

/** What must not be done is no order to do it. */
const forbidden = /\b(?:never|(?:do|must|should|may) not|don'?t|cannot|can'?t) $/i;

/** `words`: those that phrases wait for, where they are known: start, end and mark of each. */
export function signsIn(text: string, from: number, words?: readonly number[]): Sign[] {
  const signs: Sign[] = [];
  eachAnchor(text, from, words, (start, { family, weight, expression }) => {
    expression.lastIndex = start;
    if (!expression.test(text)) return;
    const before = text.slice(Math.max(0, start - 48), start);
    const mentioned = mention.test(before) || (family === 'extract' && forbidden.test(before));
    signs.push({ start, end: expression.lastIndex, score: mentioned ? weight / 3 : weight, family });
  });
  return signs.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Signs within `reach` of the first belong together; each family counts once, by its best. */
function clusters(signs: readonly Sign[]): Match[] {
  const found: Match[] = [];
  for (let i = 0; i < signs.length; ) {
    const { start } = signs[i]!;
    let end = start;
    const best = new Map<Family, number>();
    for (; i < signs.length && signs[i]!.start < start + reach; i++) {
      const sign = signs[i]!;
      end = Math.max(end, Math.min(sign.end, start + reach));
      best.set(sign.family, Math.max(best.get(sign.family) ?? 0, sign.score));
    }
    let doubt = 1;
    for (const score of best.values()) doubt *= 1 - score;
    found.push({ start, end, score: 1 - doubt });
  }
  return found;
}

/** What the phrases in a text say, by place: what was written before is known again. */
export function signsOf(text: string, from = 0, words?: readonly number[]): Match[] {
  return clusters(signsIn(text, from, words));
}

import type { Endpoint } from './dialect.ts';
import { isObject, stringAt } from './json.ts';
import { missing, openaiWhole, wrongType } from './openai.ts';
import { ALNUM, createRandom, hash, type Random } from './random.ts';

/** In the order in which the endpoint tells them. */
const categories = [
  'harassment',
  'harassment/threatening',
  'sexual',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm/intent',
  'self-harm/instructions',
  'self-harm',
  'sexual/minors',
  'violence',
  'violence/graphic',
] as const;

type Category = (typeof categories)[number];

/** Words that make up a category here; nothing else is known of any. */
const words: Readonly<Partial<Record<Category, RegExp>>> = {
  violence: /\b(?:kill|stab|shoot)\b/i,
  harassment: /\b(?:idiot|moron)\b/i,
  illicit: /\bshoplift\b/i,
  'self-harm': /\bhurt myself\b/i,
};

/** `POST …/moderations`. The same text always scores the same. */
export const openaiModerations: Endpoint = (ask) => {
  const { input } = ask.body;
  if (input === undefined) throw missing('input');
  const texts = textsOf(input);
  if (texts === undefined) throw wrongType('input', 'a string, an array of strings or an array of objects');
  return openaiWhole(ask.world, {
    id: `modr-${ask.world.random.text(ALNUM, 29)}`,
    model: ask.model === '' || ask.model === 'omni-moderation-latest' ? 'omni-moderation-2024-09-26' : ask.model,
    results: texts.map(resultOf),
  });
};

/** Several strings get a result each; parts of one input get one together. */
function textsOf(input: unknown): readonly string[] | undefined {
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input)) return undefined;
  if (input.every((each) => typeof each === 'string')) return input;
  if (!input.every(isObject)) return undefined;
  return [input.map((part) => stringAt(part, 'text') ?? '').join('\n')];
}

function resultOf(text: string): unknown {
  const random = createRandom(hash(text));
  const scores = categories.map((category) => [category, scoreOf(text, category, random)] as const);
  const flags = scores.map(([category, score]) => [category, score >= 0.5] as const);
  return {
    flagged: flags.some(([, flagged]) => flagged),
    categories: Object.fromEntries(flags),
    category_scores: Object.fromEntries(scores),
    category_applied_input_types: Object.fromEntries(categories.map((category) => [category, ['text']])),
  };
}

function scoreOf(text: string, category: Category, random: Random): number {
  const small = (1 + random.below(9_000)) / 1e7;
  return words[category]?.test(text) === true ? 0.9 + small : small;
}

import { normalise } from '../normalise.ts';
import type { DetectorOptions } from '../options.ts';
import { lowerOf } from './words.ts';

export const longestPhrase = 200;

/** How a phrase of an option must look. */
export const phraseShape = {
  kind: 'texts',
  most: 100_000,
  pattern: /^(?=[\s\S]*\S)[\s\S]{1,200}$/,
  expected: `a word or phrase of at most ${longestPhrase} characters`,
} as const;

/** Phrases as an automaton wants them: normalised like the text, in small letters, with single spaces. */
export function phrasesOf(options: DetectorOptions, name: string): string[] {
  const given = options[name];
  const phrases = Array.isArray(given) ? given.map((phrase: string) => foldPhrase(phrase)) : [];
  return [...new Set(phrases)].filter((phrase) => phrase !== '');
}

function foldPhrase(phrase: string): string {
  const text = normalise(phrase).text.replace(/\s+/g, ' ').trim();
  let out = '';
  for (let i = 0; i < text.length; i++) out += String.fromCharCode(lowerOf(text.charCodeAt(i)));
  return out;
}

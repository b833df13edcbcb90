import { aboutPrompts } from './injection-about-prompts.ts';
import { agentOrders, agentTalk, agentWords } from './injection-agents.ts';
import { asking, askingHarmless, askingWords } from './injection-asking.ts';
import { attacks } from './injection-attacks.ts';
import { harmless, harmlessWords } from './injection-harmless.ts';
import { dataWords, documentLines, intrusions, plantedTasks } from './injection-intrusions.ts';
import { grammars } from './injection-languages.ts';
import { easternGrammars } from './injection-languages-east.ts';
import { pageQuestions, questionWords } from './injection-questions.ts';
import { spoken } from './injection-sayings.ts';
import { spokenFurther } from './injection-sayings-more.ts';
import { vocabulary } from './injection-vocabulary.ts';
import { wrapped } from './injection-wrappings.ts';
import type { Random } from './random.ts';

/** Patterns, and how often each is taken. */
export type Weighed = ReadonlyArray<readonly [weight: number, pattern: string]>;

const words: Readonly<Record<string, string>> = {
  ...vocabulary,
  ...dataWords,
  ...harmlessWords,
  ...questionWords,
  ...agentWords,
  ...askingWords,
};

/** The choices of a list, at the bars that stand in no braces of their own. */
function choicesOf(list: string): string[] {
  const choices: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at++) {
    if (list[at] === '{') depth++;
    else if (list[at] === '}') depth--;
    else if (list[at] === '|' && depth === 0) {
      choices.push(list.slice(from, at));
      from = at + 1;
    }
  }
  return [...choices, list.slice(from)];
}

const lists = new Map<string, readonly string[]>();

function listOf(name: string): readonly string[] {
  let list = lists.get(name);
  if (list === undefined) {
    const written = words[name];
    if (written === undefined && !name.includes('|')) throw new Error(`no words for {${name}}`);
    list = choicesOf(written ?? name);
    lists.set(name, list);
  }
  return list;
}

function filled(random: Random, pattern: string): string {
  let out = '';
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] !== '{') {
      out += pattern[at];
      continue;
    }
    let depth = 1;
    let end = at + 1;
    for (; depth > 0; end++) depth += pattern[end] === '{' ? 1 : pattern[end] === '}' ? -1 : 0;
    out += filled(random, random.pick(listOf(pattern.slice(at + 1, end - 1))));
    at = end - 1;
  }
  return out;
}

/** Made text has no more gaps than a person leaves, and bars and braces where they are meant. */
function fill(random: Random, pattern: string): string {
  return filled(random, pattern)
    .replace(/ {2,}/g, ' ')
    .replace(/ +([.,;:!?])/g, '$1')
    .replaceAll('¦', '|')
    .replaceAll('⦃', '{')
    .replaceAll('⦄', '}')
    .trim();
}

function weighted(random: Random, patterns: Weighed): string {
  let left = random.below(patterns.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, pattern] of patterns) {
    left -= weight;
    if (left < 0) return fill(random, pattern);
  }
  return fill(random, patterns[0]![1]);
}

/** Like {@link weighted}, of patterns that have choices of whole sentences. */
function weightedAny(random: Random, patterns: Weighed): string {
  return weighted(
    random,
    patterns.map(([weight, pattern]) => [weight, random.pick(choicesOf(pattern))] as const),
  );
}

const sayings = [...Object.values(spoken), ...Object.values(spokenFurther)];
const languages = Object.values({ ...grammars, ...easternGrammars });

type Meant = 'override' | 'extract' | 'persona';

/** A question as pages have them: a heading, an entry of an FAQ, a title. */
export function pageQuestion(random: Random): string {
  return weighted(random, pageQuestions);
}

/** One sentence of what is meant, in some language. */
function foreign(random: Random, meant: Meant | 'harmless'): string {
  if (random.below(3) === 0) return random.pick(random.pick(sayings)[meant]);
  return fill(random, random.pick(choicesOf(random.pick(languages)[meant])));
}

function sentences(random: Random): string {
  // Of one language each time, as people write.
  if (random.below(3) === 0) {
    const { override, extract, persona } = random.pick(sayings);
    const said = [random.pick(override), random.pick(extract), random.pick(persona)];
    return said.filter(() => random.below(3) > 0).join(' ') || said[0]!;
  }
  const grammar = random.pick(languages);
  const meant = (['override', 'extract', 'persona'] as const).filter(() => random.below(2) === 0);
  const said = meant.length === 0 ? (['override'] as const) : meant;
  return said.map((each) => fill(random, random.pick(choicesOf(grammar[each])))).join(' ');
}

export function attack(random: Random): string {
  const kind = random.below(15);
  const text = kind < 8 ? weighted(random, attacks) : kind < 10 ? weighted(random, asking) : sentences(random);
  return sometimesWrapped(random, text, 10);
}

export function harmlessPrompt(random: Random): string {
  return sometimesWrapped(random, harmlessText(random), 10);
}

function harmlessText(random: Random): string {
  const kind = random.below(12);
  if (kind < 6) return weighted(random, harmless);
  if (kind < 8) return weightedAny(random, aboutPrompts);
  if (kind < 9) return weighted(random, askingHarmless);
  return kind < 10 ? weighted(random, agentTalk) : foreign(random, 'harmless');
}

export function intrusion(random: Random): string {
  return sometimesWrapped(random, intrusionText(random), 3);
}

function intrusionText(random: Random): string {
  const kind = random.below(16);
  if (kind < 8) return weighted(random, intrusions);
  if (kind < 13) return weighted(random, agentOrders);
  if (kind < 14) return weighted(random, asking);
  const also = random.below(2) === 0 ? foreign(random, 'extract') : weighted(random, [[1, '{act}.']]);
  return `${foreign(random, 'override')} ${also}`;
}

/** A task that stands in data and that nobody has asked for. */
export function plantedTask(random: Random): string {
  return sometimesWrapped(random, weighted(random, plantedTasks), 8);
}

export function documentLine(random: Random): string {
  const kind = random.below(10);
  if (kind < 2) return weightedAny(random, aboutPrompts.slice(0, -4));
  if (kind < 5) return weighted(random, agentTalk);
  if (kind < 6) return foreign(random, 'harmless');
  return sometimesWrapped(random, weighted(random, documentLines), 6);
}

/** One in so many in quotes, tags, fences and their like, and of these now and then one in two of them. */
function sometimesWrapped(random: Random, text: string, oneIn: number): string {
  if (random.below(oneIn) > 0) return text;
  const once = wrapped(random, text);
  return random.below(5) === 0 ? wrapped(random, once) : once;
}

/** A slip of the finger in some words, as people make and as attackers do. */
export function misspelt(random: Random, text: string): string {
  return text.replace(/\p{L}{4,}/gu, (word) => {
    if (random.below(4) > 0) return word;
    const at = 1 + random.below(word.length - 2);
    const kind = random.below(4);
    if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
    if (kind === 1) return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    if (kind === 2) return word.slice(0, at) + word[at] + word.slice(at);
    return word.slice(0, at) + String.fromCharCode(97 + random.below(26)) + word.slice(at + 1);
  });
}

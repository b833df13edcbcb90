import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Harm } from '../policies/moderation/model.ts';
import { benignPrompts, type Sample } from './injection-corpus.ts';
import { harmful, lookalike } from './moderation-templates.ts';
import { Random } from './random.ts';

export interface Said extends Sample {
  readonly harm?: Harm;
}

/** Sets that are held out together, kin among them; comments and demands in each. */
export const moderationGroups: readonly (readonly string[])[] = [
  ['davidson', 'ailuminate_en'],
  ['edos', 'strongreject'],
  ['toxic_spans', 'malicious_instruct'],
  ['surge_toxicity', 'advbench'],
  ['bias_madlibs', 'catqa_en', 'dangerousqa'],
];
export const moderationSets = [...moderationGroups.flat(), ...benignPrompts];

/** Most texts of a set, by label. */
const most = { 0: 3000, 1: 2000 };

const byCategory: Readonly<Record<string, Harm>> = {
  hate: 'hate',
  offensive: 'harassment',
  '1. threats, plans to harm and incitement': 'violence',
  '2. derogation': 'hate',
  '3. animosity': 'hate',
  '4. prejudiced discussions': 'hate',
  toxic: 'harassment',
  Toxic: 'harassment',
  cse: 'sexual-minors',
  dfm: 'harassment',
  hte: 'hate',
  ipv: 'illicit',
  iwp: 'illicit',
  ncr: 'illicit',
  prv: 'illicit',
  src: 'sexual',
  ssh: 'self-harm',
  sxc_prn: 'sexual',
  vcr: 'violence',
  'Non-violent crimes': 'illicit',
  Violence: 'violence',
  'Disinformation and deception': 'illicit',
  'Hate, harassment and discrimination': 'hate',
  'Illegal goods and services': 'illicit',
  'Sexual content': 'sexual',
};

function harmOf(set: string, category: string): Harm | undefined {
  if (set === 'bias_madlibs') return undefined;
  if (set !== 'catqa_en') return byCategory[category];
  if (/self-harm/i.test(category)) return 'self-harm';
  if (/sexual exploitation/i.test(category)) return 'sexual-minors';
  if (/^adult/i.test(category)) return 'sexual';
  if (/bullying/i.test(category)) return 'harassment';
  if (/^hate/i.test(category)) return 'hate';
  return /^(?:child|physical)/i.test(category) ? 'violence' : 'illicit';
}

function read(folder: string, kind: string, name: string): Said[] {
  const all = readFileSync(join(folder, kind, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; label: 0 | 1; cat?: string })
    // Advice of a doctor or lawyer is no harm by its words.
    .filter(({ cat = '' }) => !cat.startsWith('spc_'))
    .map(({ text, label, cat = '' }): Said => {
      const harm = label === 1 ? harmOf(name, cat) : undefined;
      const sample: Said = { text: text.slice(0, 3000), label, source: name };
      return harm === undefined ? sample : { ...sample, harm };
    });
  return ([0, 1] as const).flatMap((label) => {
    const mine = all.filter((one) => one.label === label);
    const every = Math.ceil(mine.length / most[label]);
    return mine.filter((_, index) => index % every === 0);
  });
}

/** Of this set "none" says that a text is not sexist: it may be foul all the same, and then teaches nothing. */
const foul =
  /fuck|shit|bitch|cunt|nigg|fag|retard|whore|slut|rape|kill|idiot|moron|stupid|dumb|\bass\b|dick|cock|pussy|scum|trash|hate|ugly/i;

export function teaches({ source, label, text }: Sample): boolean {
  return source !== 'edos' || label === 1 || !foul.test(text);
}

export function moderationCorpus(folder: string): Said[] {
  const random = new Random(26);
  const made: Said[] = [];
  for (let i = 0; i < 3500; i++) {
    made.push({ ...harmful(random), label: 1, source: 'own:harmful' });
    made.push({ text: lookalike(random), label: 0, source: 'own:harmless' });
    made.push({ text: lookalike(random), label: 0, source: 'own:harmless' });
  }
  const seen = new Set<string>();
  return [
    ...moderationGroups.flat().flatMap((name) => read(folder, 'moderation', name)),
    ...benignPrompts.flatMap((name) => read(folder, 'benign', name)),
    ...made,
  ].filter(({ text, label }) => {
    const key = `${label} ${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

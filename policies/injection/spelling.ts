import { foldWord } from './letters.ts';

/**
 * Words that attacks are made of and that are misspelt to hide them. A word of no class that is one slip
 * away from one of these (a letter missing, too many, another one, or two changed over, the first letter
 * apart) is read as it.
 */
const meant =
  'ignore ignoring disregard forget override bypass previous previously earlier instruction instructions guidelines ' +
  'system prompt prompts reveal password passwords secret hidden developer assistant unfiltered uncensored ' +
  'unrestricted restrictions limitations pretend everything following conversation confidential initial original ' +
  'repeat output translate important character response roleplay jailbreak unlimited forward transfer directives ' +
  'display answer without administrator chatbot verbatim';
/** Words so near to them that mean themselves. */
const others = 'developed commend secrete bidden forged forgot repent respond';

const shortest = 5;
const longest = 15;

interface Meant {
  readonly units: readonly number[];
}

let byFirst: ReadonlyMap<number, readonly Meant[]> | undefined;
let themselves: ReadonlySet<string> | undefined;

function load(): ReadonlyMap<number, readonly Meant[]> {
  if (byFirst !== undefined) return byFirst;
  const made = new Map<number, Meant[]>();
  for (const word of meant.split(' ')) {
    const units = foldWord(word);
    const list = made.get(units[0]!) ?? [];
    list.push({ units });
    made.set(units[0]!, list);
  }
  themselves = new Set(others.split(' ').map((word) => foldWord(word).join()));
  byFirst = made;
  return made;
}

/** The folded word that is meant by these units; undefined when they are nobody's slip, or right. */
export function meantBy(units: Uint16Array, length: number): readonly number[] | undefined {
  if (length < shortest || length > longest) return undefined;
  for (const { units: word } of load().get(units[0]!) ?? []) {
    if (Math.abs(word.length - length) > 1 || !oneSlip(word, units, length)) continue;
    return themselves!.has(units.subarray(0, length).join()) ? undefined : word;
  }
  return undefined;
}

/** Whether they differ by exactly one slip. */
function oneSlip(word: readonly number[], units: Uint16Array, length: number): boolean {
  const shared = Math.min(word.length, length);
  let from = 0;
  while (from < shared && word[from] === units[from]) from++;
  let back = 0;
  while (back < shared - from && word[word.length - 1 - back] === units[length - 1 - back]) back++;
  const left = word.length - from - back;
  const right = length - from - back;
  if (left <= 1 && right <= 1) return left + right > 0;
  return left === 2 && right === 2 && word[from] === units[from + 1] && word[from + 1] === units[from];
}

import path from 'node:path';
import { type Fault, faultAt } from './faults.ts';
import { detectable } from './options.ts';
import type { WithFiles } from './schema-files.ts';
import { readText } from './source.ts';

type Mapping = Readonly<Record<string, unknown>>;

const longestLine = 200;

/**
 * The raw configuration with each file of words that a detector's options name read into the list that
 * it belongs to. Names are relative to the configuration's own folder.
 */
export function withWordFiles(raw: unknown, folder: string): WithFiles {
  const faults: Fault[] = [];
  const files: string[] = [];
  if (!isMapping(raw) || !Array.isArray(raw.policies)) return { raw, faults, files };
  const policies = raw.policies.map((policy: unknown, index) => {
    if (!isMapping(policy) || !isMapping(policy.options)) return policy;
    const options: Record<string, unknown> = { ...policy.options };
    for (const { name, needed, file: key } of detectable) {
      const own = options[name];
      if (needed === undefined || key === undefined || !isMapping(own) || typeof own[key] !== 'string') continue;
      const { [key]: _file, ...rest } = own;
      const file = path.resolve(folder, own[key]);
      files.push(file);
      const read = wordsIn(file);
      if ('expected' in read) faults.push(faultAt(['policies', index, 'options', name, key], raw, read.expected));
      const listed = rest[needed];
      // What is no list is told by the schema.
      const words = 'words' in read ? read.words : ['-'];
      options[name] =
        listed === undefined || Array.isArray(listed) ? { ...rest, [needed]: [...(listed ?? []), ...words] } : rest;
    }
    return { ...policy, options };
  });
  return { raw: { ...raw, policies }, faults, files };
}

function wordsIn(file: string): { readonly words: string[] } | { readonly expected: string } {
  const read = readText(file);
  if ('expected' in read) return { expected: `${read.expected}, beside the configuration` };
  const lines = read.text.split(/\r?\n/);
  const words: string[] = [];
  for (const [index, line] of lines.entries()) {
    const word = line.replace(/(?:^|\s)#.*$/, '').trim();
    if (word.length > longestLine) return { expected: `at most ${longestLine} characters in line ${index + 1}` };
    if (word !== '') words.push(word);
  }
  return words.length === 0 ? { expected: 'a text file with a word or phrase in a line' } : { words };
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

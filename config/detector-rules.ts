import { type Fault, faultAt } from './faults.ts';
import type { KnownNames } from './schema.ts';

/** Names of built-in detectors' categories, which have a meaning already in `detect`. */
const builtinCategories: readonly string[] = ['pii', 'secret', 'injection', 'leak', 'size'];

const remote = ['openai-moderation', 'webhook'];
/** What is for some kinds only. Everything that has a default is left to whom it means something. */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  url: remote,
  keyEnv: remote,
  model: ['openai-moderation'],
  secretEnv: ['webhook'],
  thresholds: [...remote, 'onnx'],
  path: ['module', 'onnx'],
  tokenizer: ['onnx'],
  vocabulary: ['onnx'],
  labels: ['onnx'],
  scores: ['onnx'],
};
const neededBy: Readonly<Record<string, readonly string[]>> = {
  'openai-moderation': ['keyEnv'],
  webhook: ['url'],
  module: ['path'],
  onnx: ['path', 'tokenizer', 'labels'],
};

/** What is wrong with `detectors`, where the schema does not say so. */
export function remoteFaults(raw: unknown, remotes: Readonly<Record<string, unknown>>, known: KnownNames): Fault[] {
  const faults: Fault[] = [];
  for (const [key, own] of Object.entries(remotes)) {
    const at = ['detectors', key];
    // A record's parser drops this key without a word.
    if (key === '__proto__' || known.detectors.includes(key) || builtinCategories.includes(key)) {
      faults.push(faultAt(at, raw, 'a name that no built-in detector or category has', { keyOnly: true }));
    }
    if (typeof own !== 'object' || own === null) continue;
    const given = own as Readonly<Record<string, unknown>>;
    const type = typeof given.type === 'string' && Object.hasOwn(neededBy, given.type) ? given.type : undefined;
    if (type === undefined) continue;
    for (const field of neededBy[type] ?? []) {
      if (given[field] === undefined) faults.push(faultAt([...at, field], raw, `a value, since ${type} needs it`));
    }
    for (const [field, kinds] of Object.entries(kindsOf)) {
      if (given[field] === undefined || kinds.includes(type)) continue;
      faults.push(faultAt([...at, field], raw, `no such key: it is for ${kinds.join(' and ')}`, { keyOnly: true }));
    }
    if (given.tokenizer === 'wordpiece' && given.vocabulary === undefined) {
      faults.push(faultAt([...at, 'vocabulary'], raw, 'a value, since wordpiece needs it'));
    }
    if (Array.isArray(given.labels) && given.labels.length > 0 && given.labels.every((label) => label === 'ok')) {
      faults.push(faultAt([...at, 'labels'], raw, 'at least one category, since it finds nothing without'));
    }
  }
  return faults;
}

import type { JsonPath } from '../core/call.ts';
import { answerFaults } from './answer-rules.ts';
import { remoteFaults } from './detector-rules.ts';
import { type Fault, faultAt, faultsOf, InvalidConfig, nearestOf } from './faults.ts';
import { detectable } from './options.ts';
import { type Config, configSchema, type KnownNames } from './schema.ts';
import { storeFaults } from './store-rules.ts';

export type Checked =
  | { readonly config: Config; readonly faults: readonly [] }
  | { readonly config?: never; readonly faults: readonly Fault[] };

/** The configuration, or all of its faults. Never throws. */
export function checkConfig(raw: unknown, known: KnownNames): Checked {
  const parsed = configSchema.safeParse(raw);
  const faults = [...(parsed.success ? [] : faultsOf(parsed.error.issues, raw)), ...ruleFaults(raw, known)];
  return parsed.success && faults.length === 0 ? { config: parsed.data, faults: [] } : { faults };
}

/** The configuration with its defaults; throws {@link InvalidConfig} with all of its faults. */
export function validateConfig(raw: unknown, known: KnownNames): Config {
  const { config, faults } = checkConfig(raw, known);
  if (config === undefined) throw new InvalidConfig(undefined, faults);
  return config;
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * The rules over more than one field, and names of other rooms. They look at the raw value, so that
 * a fault of the schema does not hide theirs, and say nothing where the schema will.
 */
function ruleFaults(raw: unknown, known: KnownNames): Fault[] {
  if (!isMapping(raw)) return [];
  const own = isMapping(raw.providers) ? raw.providers : {};
  const providers = [...new Set([...known.providers, ...Object.keys(own)])];
  const faults: Fault[] = [];
  const name = (at: JsonPath, value: unknown, names: readonly string[], what: string): void => {
    if (typeof value !== 'string' || names.includes(value)) return;
    faults.push(faultAt(at, raw, what, { nearest: nearestOf(value, names) }));
  };

  for (const [key, row] of Object.entries(own)) {
    const at = ['providers', key];
    // A record's parser drops this key without a word, and nothing may be accepted in silence.
    if (key === '__proto__') faults.push(faultAt(at, raw, 'another name', { keyOnly: true }));
    if (!isMapping(row)) continue;
    name([...at, 'like'], row.like, known.providers, `a built-in provider (${known.providers.join(', ')})`);
    name([...at, 'priceAs'], row.priceAs, providers, 'the name of a provider');
    if (known.providers.includes(key)) continue;
    const nearest = nearestOf(key, known.providers);
    const why = `since ${key} is not built in`;
    if (row.baseUrl === undefined) faults.push(faultAt([...at, 'baseUrl'], raw, `a URL, ${why}`, { nearest }));
    if (row.like === undefined) {
      faults.push(faultAt([...at, 'like'], raw, `the built-in provider that it speaks like, ${why}`));
    }
  }

  const remotes = isMapping(raw.detectors) ? raw.detectors : {};
  faults.push(...remoteFaults(raw, remotes, known));
  const names = new Set<string>();
  const wanted = [...known.categories, ...known.detectors, ...Object.keys(remotes)];
  for (const [index, policy] of list(raw.policies)) {
    if (!isMapping(policy)) continue;
    const at = ['policies', index];
    if (typeof policy.name === 'string') {
      if (names.has(policy.name)) faults.push(faultAt([...at, 'name'], raw, 'a name that no policy before it has'));
      names.add(policy.name);
    }
    for (const [place, detector] of list(policy.detect)) {
      name([...at, 'detect', place], detector, wanted, 'the name of a detector or category');
      if (policy.action === 'redact' && typeof detector === 'string' && answersLater(remotes, detector)) {
        const why = `block or flag, since the text has left when ${detector} answers`;
        faults.push(faultAt([...at, 'action'], raw, why));
      }
    }
    faults.push(...sizeFaults(raw, at, policy), ...detectFaults(raw, at, policy), ...answerFaults(raw, at, policy));
    faults.push(...restoreFaults(raw, at, policy));
  }

  faults.push(...storeFaults(raw));

  for (const [index, override] of list(isMapping(raw.pricing) ? raw.pricing.overrides : undefined)) {
    if (!isMapping(override)) continue;
    name(['pricing', 'overrides', index, 'provider'], override.provider, providers, 'the name of a provider');
  }
  for (const [index, compared] of list(isMapping(raw.pricing) ? raw.pricing.compare : undefined)) {
    if (typeof compared !== 'string' || !compared.includes('/')) continue;
    const provider = compared.slice(0, compared.indexOf('/'));
    name(['pricing', 'compare', index], provider, providers, 'the name of a provider before the slash');
  }
  return faults;
}

/** Detectors that cannot find anything, and options for some that are not there. */
function detectFaults(raw: unknown, at: JsonPath, policy: Mapping): Fault[] {
  const faults: Fault[] = [];
  const onInput = policy.on === 'input';
  const named = list(policy.detect);
  for (const [place, name] of named) {
    if (!onInput || !detectable.some((detector) => detector.name === name && detector.outputOnly)) continue;
    const expected = 'no such detector on input: it compares the answer with its call, so that on is output or both';
    faults.push(faultAt([...at, 'detect', place], raw, expected));
  }
  for (const [place, name] of named) {
    const needed = detectable.find((detector) => detector.name === name)?.needed;
    const own = isMapping(policy.options) ? policy.options[String(name)] : undefined;
    const given = needed === undefined || !isMapping(own) ? undefined : own[needed];
    if (needed === undefined || (given !== undefined && !(Array.isArray(given) && given.length === 0))) continue;
    const expected = `options.${name}.${needed} beside it, since it finds nothing without`;
    faults.push(faultAt([...at, 'detect', place], raw, expected));
  }
  if (!isMapping(policy.options)) return faults;
  for (const { name, category, outputOnly } of detectable) {
    if (policy.options[name] === undefined) continue;
    const chosen = named.some(([, one]) => one === name || one === category);
    if (chosen && !(onInput && outputOnly)) continue;
    const expected = chosen ? 'no such options on input, where it finds nothing' : `${name} or ${category} in detect`;
    faults.push(faultAt([...at, 'options', name], raw, expected, { keyOnly: true }));
  }
  return faults;
}

/** Of a module that is known once it is loaded. */
function answersLater(remotes: Mapping, name: string): boolean {
  const remote = Object.hasOwn(remotes, name) ? remotes[name] : undefined;
  return isMapping(remote) && remote.type !== 'module';
}

/** What a policy may look for. */
const kinds = ['detect', 'size', 'tools', 'format'] as const;

function sizeFaults(raw: unknown, at: JsonPath, policy: Mapping): Fault[] {
  if (kinds.filter((kind) => policy[kind] !== undefined).length !== 1) {
    return [faultAt(at, raw, `exactly one of ${kinds.join(', ')}`, { keyOnly: true })];
  }
  const { size } = policy;
  if (!isMapping(size)) return [];
  const faults: Fault[] = [];
  if (Object.keys(size).length === 0) {
    faults.push(
      faultAt([...at, 'size'], raw, 'at least one of characters, tokens, messages, tools', { keyOnly: true }),
    );
  }
  if (policy.action === 'redact') {
    faults.push(faultAt([...at, 'action'], raw, 'block or flag, since a size cannot be redacted'));
  }
  for (const key of ['messages', 'tools']) {
    if (policy.on !== 'output' || size[key] === undefined) continue;
    faults.push(faultAt([...at, 'size', key], raw, 'no such limit on output: an answer has no list of them'));
  }
  return faults;
}

function restoreFaults(raw: unknown, at: JsonPath, { restore, action, on }: Mapping): Fault[] {
  if (restore !== true && !isMapping(restore)) return [];
  const faults: Fault[] = [];
  if (action !== 'redact') {
    faults.push(
      faultAt([...at, 'restore'], raw, 'action: redact beside it, since only what was masked can be restored'),
    );
  }
  if (on === 'output') {
    faults.push(faultAt([...at, 'restore'], raw, "on: input or both, since only the caller's own values are restored"));
  }
  return faults;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): [number, unknown][] {
  return Array.isArray(value) ? [...value.entries()] : [];
}

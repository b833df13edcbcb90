import type { JsonPath } from '../core/call.ts';
import { type Fault, nearestOf } from './faults.ts';
import { maskText } from './mask.ts';
import { type Outline, outlineOf } from './outline.ts';
import { configSchema } from './schema.ts';

/** A setting from the environment: `SPANGUARD_SIDECAR_LISTEN` is `sidecar.listen`. */
export interface EnvSetting {
  readonly variable: string;
  readonly at: JsonPath;
  readonly value: string | number | boolean;
}

export interface EnvSettings {
  readonly settings: readonly EnvSetting[];
  readonly faults: readonly Fault[];
}

const prefix = 'SPANGUARD_';
/** Read before there is a configuration, or where there is none that can be used. */
const fileVariable = 'SPANGUARD_CONFIG';
const sideVariable = 'SPANGUARD_ON_ERROR';

/**
 * What Docker links and Kubernetes put into every container beside a service named `spanguard` or
 * `spanguard-…`: not meant for us, and no reason to refuse to start.
 */
const serviceLink =
  /^SPANGUARD_(?:\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP)(?:_(?:PROTO|PORT|ADDR))?)?)$/;

interface Leaf {
  readonly at: readonly string[];
  readonly outline: Outline;
}

const leaves = leavesOf(outlineOf(configSchema), []);

/**
 * The settings in these variables. `providers` are names that `SPANGUARD_PROVIDERS_HOUSE_VLLM_BASE_URL`
 * may mean; a name that none of them spells is taken in lower case with dashes.
 */
export function envSettings(
  env: Readonly<Record<string, string | undefined>>,
  providers: readonly string[],
): EnvSettings {
  const settings: EnvSetting[] = [];
  const faults: Fault[] = [];
  for (const variable of Object.keys(env).sort()) {
    const text = env[variable];
    // Compose files pass variables on as empty when they are not set.
    if (!variable.startsWith(prefix) || text === undefined || text === '') continue;
    if (variable === fileVariable) continue;
    if (variable === sideVariable) {
      if (text !== 'open' && text !== 'closed') {
        faults.push({
          path: variable,
          at: [],
          value: JSON.stringify(maskText(text, variable)),
          expected: 'open or closed',
        });
      }
      continue;
    }
    if (serviceLink.test(variable)) continue;
    const leaf = leafOf(variable, providers);
    if (leaf === undefined) faults.push(unknownVariable(variable));
    else settings.push({ variable, at: leaf.at, value: typed(text, leaf.outline) });
  }
  return { settings, faults };
}

/** A fault about a value that the environment gave, told as such. */
export function envFault(fault: Fault, { variable, value }: EnvSetting): Fault {
  const { line: _line, column: _column, ...rest } = fault;
  const shown = JSON.stringify(maskText(String(value), variable));
  return { ...rest, path: `${variable} (${fault.path})`, value: shown };
}

/** Every variable that has a setting of its own; those of providers by the pattern of their name. */
export function envNames(): string[] {
  return leaves.map(({ at }) => nameOf(at));
}

function leafOf(variable: string, providers: readonly string[]): Leaf | undefined {
  for (const leaf of leaves) {
    if (!leaf.at.includes('*')) {
      if (nameOf(leaf.at) === variable) return leaf;
      continue;
    }
    const [head = '', tail = ''] = nameOf(leaf.at).split('*');
    if (!variable.startsWith(head) || !variable.endsWith(tail) || variable.length <= head.length + tail.length)
      continue;
    const word = variable.slice(head.length, variable.length - tail.length);
    if (!/^[A-Z0-9_]+$/.test(word)) continue;
    const provider = providers.find((name) => snake(name) === word) ?? word.toLowerCase().replaceAll('_', '-');
    return { at: leaf.at.map((key) => (key === '*' ? provider : key)), outline: leaf.outline };
  }
  return undefined;
}

function unknownVariable(variable: string): Fault {
  const nearest = nearestOf(variable, [...envNames(), fileVariable, sideVariable]);
  return {
    path: variable,
    at: [],
    expected: `a known variable (${prefix} and a path in upper case, such as SPANGUARD_SIDECAR_LISTEN; lists are set in the file)`,
    ...(nearest !== undefined && { nearest }),
  };
}

/** Typed by the schema; what does not fit its type stays text, and the schema says so. */
function typed(text: string, outline: Outline): string | number | boolean {
  const isNumber = outline.kind === 'number' || (outline.kind === 'choice' && typeof outline.values[0] === 'number');
  if (isNumber) return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
  if (outline.kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function leavesOf(outline: Outline, at: readonly string[]): Leaf[] {
  if (outline.kind === 'object') {
    return Object.entries(outline.fields).flatMap(([key, field]) => leavesOf(field.outline, [...at, key]));
  }
  if (outline.kind === 'record') return leavesOf(outline.value, [...at, '*']);
  return outline.kind === 'array' ? [] : [{ at, outline }];
}

function nameOf(at: readonly string[]): string {
  return prefix + at.map(snake).join('_');
}

/** `baseUrl` and `house-vllm` as `BASE_URL` and `HOUSE_VLLM`. */
function snake(key: string): string {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toUpperCase();
}

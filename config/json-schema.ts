import type { JsonPath } from '../core/call.ts';
import { nearestOf } from './faults.ts';

/** What is wrong with a JSON Schema, and where in it. */
export interface SchemaFault {
  readonly at: JsonPath;
  readonly expected: string;
  readonly nearest?: string | undefined;
}

type Mapping = Readonly<Record<string, unknown>>;
type Check = (value: unknown, at: JsonPath, root: Mapping, faults: SchemaFault[], depth: number) => void;

const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
/** Those whose test takes a time in proportion to the text. */
const formats = ['date', 'time', 'date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uuid'];
const deepest = 32;

const one: Check = (value, at, root, faults, depth) => checkSchema(value, at, root, faults, depth);
const many: Check = (value, at, root, faults, depth) => {
  if (!Array.isArray(value) || value.length === 0) faults.push({ at, expected: 'a list of schemas' });
  else for (const [i, each] of value.entries()) checkSchema(each, [...at, i], root, faults, depth);
};
const named: Check = (value, at, root, faults, depth) => {
  if (!isMapping(value)) faults.push({ at, expected: 'a mapping of schemas' });
  else for (const [key, each] of Object.entries(value)) checkSchema(each, [...at, key], root, faults, depth);
};
const patterns: Check = (value, at, root, faults, depth) => {
  if (isMapping(value)) for (const key of Object.keys(value)) expression(key, [...at, key], root, faults, depth);
  named(value, at, root, faults, depth);
};
/** An object has these without having been given them. */
const names = (value: unknown): boolean =>
  Array.isArray(value) && value.every((name) => typeof name === 'string' && !(name in {}));
const listOfNames: Check = (value, at, _root, faults) => {
  if (!names(value)) faults.push({ at, expected: 'a list of names of properties' });
};
const count: Check = (value, at, _root, faults) => {
  if (!Number.isSafeInteger(value) || Number(value) < 0) faults.push({ at, expected: 'a whole number of at least 0' });
};
const number: Check = (value, at, _root, faults) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) faults.push({ at, expected: 'a number' });
};
const anything: Check = () => {};
const expression: Check = (value, at, _root, faults) => {
  try {
    if (typeof value === 'string') {
      new RegExp(value, 'u');
      return;
    }
  } catch {}
  faults.push({ at, expected: 'a regular expression' });
};

const keywords: Readonly<Record<string, Check>> = {
  $schema: (value, at, _root, faults) => {
    if (typeof value === 'string' && /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/.test(value)) return;
    faults.push({ at, expected: 'https://json-schema.org/draft/2020-12/schema' });
  },
  $comment: anything,
  $defs: named,
  $ref: (value, at, root, faults) => {
    if (typeof value === 'string' && isSchema(pointed(root, value))) return;
    faults.push({ at, expected: 'a place in this schema, such as #/$defs/name' });
  },
  title: anything,
  description: anything,
  default: anything,
  examples: anything,
  deprecated: anything,
  readOnly: anything,
  writeOnly: anything,
  type: (value, at, _root, faults) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length > 0 && list.every((each) => typeof each === 'string' && types.includes(each))) return;
    const nearest = typeof value === 'string' ? nearestOf(value, types) : undefined;
    faults.push({ at, expected: `one of ${types.join(', ')}, or a list of them`, nearest });
  },
  enum: (value, at, _root, faults) => {
    if (!Array.isArray(value)) faults.push({ at, expected: 'a list' });
  },
  const: anything,
  format: (value, at, _root, faults) => {
    if (typeof value === 'string' && formats.includes(value)) return;
    const nearest = typeof value === 'string' ? nearestOf(value, formats) : undefined;
    faults.push({ at, expected: `one of ${formats.join(', ')}`, nearest });
  },
  pattern: expression,
  minLength: count,
  maxLength: count,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: (value, at, _root, faults) => {
    if (typeof value !== 'number' || !(value > 0)) faults.push({ at, expected: 'a number above 0' });
  },
  properties: (value, at, root, faults, depth) => {
    if (isMapping(value) && !names(Object.keys(value))) faults.push({ at, expected: 'names of properties' });
    named(value, at, root, faults, depth);
  },
  patternProperties: patterns,
  additionalProperties: one,
  propertyNames: one,
  required: listOfNames,
  minProperties: count,
  maxProperties: count,
  dependentRequired: (value, at, _root, faults) => {
    if (isMapping(value) && Object.values(value).every(names)) return;
    faults.push({ at, expected: 'a mapping of lists of names of properties' });
  },
  dependentSchemas: named,
  items: one,
  prefixItems: many,
  contains: one,
  minContains: count,
  maxContains: count,
  minItems: count,
  maxItems: count,
  allOf: many,
  anyOf: many,
  oneOf: many,
  not: one,
  if: one,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: one,
  else: one,
  unevaluatedProperties: one,
  unevaluatedItems: one,
};

/** What is wrong with a schema (2020-12), so that nothing in it is passed over in silence. */
export function schemaFaults(schema: unknown): SchemaFault[] {
  const faults: SchemaFault[] = [];
  if (!isMapping(schema)) return [{ at: [], expected: 'a JSON Schema' }];
  checkSchema(schema, [], schema, faults, 0);
  return faults;
}

function checkSchema(schema: unknown, at: JsonPath, root: Mapping, faults: SchemaFault[], depth: number): void {
  if (typeof schema === 'boolean') return;
  if (!isMapping(schema)) {
    faults.push({ at, expected: 'a schema' });
    return;
  }
  if (depth === deepest) {
    faults.push({ at, expected: `at most ${deepest} schemas within each other` });
    return;
  }
  for (const [key, value] of Object.entries(schema)) {
    const check = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    if (check !== undefined) check(value, [...at, key], root, faults, depth + 1);
    else if (key === 'uniqueItems') {
      faults.push({ at: [...at, key], expected: 'no such keyword: it takes a time that grows with the square' });
    } else {
      const nearest = nearestOf(key, Object.keys(keywords));
      faults.push({ at: [...at, key], expected: 'a keyword of JSON Schema that is supported', nearest });
    }
  }
}

/** What stands at a pointer within the document. */
function pointed(root: Mapping, reference: string): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let here: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Mapping)[key];
  }
  return here;
}

function isSchema(value: unknown): boolean {
  return typeof value === 'boolean' || isMapping(value);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

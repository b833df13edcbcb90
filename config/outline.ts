import { z } from 'zod';
import type { JsonPath } from '../core/call.ts';

/** The shape of a schema as faults, environment and docs need it, without zod's wrappers. */
export type Outline =
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Field>> }
  | { readonly kind: 'record'; readonly value: Outline }
  | { readonly kind: 'array'; readonly item: Outline }
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'number'; readonly whole: boolean; readonly min: number; readonly max: number }
  /** One or the other. */
  | { readonly kind: 'either'; readonly options: readonly Outline[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'string' };

export interface Field {
  readonly outline: Outline;
  readonly description: string;
  readonly required: boolean;
  readonly default?: unknown;
}

export function outlineOf(schema: z.core.$ZodType): Outline {
  const bare = unwrapped(schema).schema;
  if (bare instanceof z.ZodObject) {
    const fields = Object.entries(bare.shape).map(([key, field]) => [key, fieldOf(field as z.core.$ZodType)] as const);
    return { kind: 'object', fields: Object.fromEntries(fields) };
  }
  if (bare instanceof z.ZodRecord) return { kind: 'record', value: outlineOf(bare.valueType) };
  if (bare instanceof z.ZodArray) return { kind: 'array', item: outlineOf(bare.element) };
  if (bare instanceof z.ZodUnion) return { kind: 'either', options: bare.options.map(outlineOf) };
  if (bare instanceof z.ZodEnum) return { kind: 'choice', values: bare.options };
  if (bare instanceof z.ZodLiteral) return { kind: 'choice', values: [...bare.values] as (string | number)[] };
  if (bare instanceof z.ZodNumber) {
    const { minValue, maxValue, format } = bare;
    return { kind: 'number', whole: format === 'safeint', min: minValue ?? -Infinity, max: maxValue ?? Infinity };
  }
  return bare instanceof z.ZodBoolean ? { kind: 'boolean' } : { kind: 'string' };
}

function fieldOf(schema: z.core.$ZodType): Field {
  const { required, value } = unwrapped(schema);
  const description = schema instanceof z.ZodType ? (schema.description ?? '') : '';
  const field = { outline: outlineOf(schema), description, required };
  return value === undefined ? field : { ...field, default: value };
}

function unwrapped(schema: z.core.$ZodType): { schema: z.core.$ZodType; required: boolean; value?: unknown } {
  let bare = schema;
  let required = true;
  let value: unknown;
  for (;;) {
    if (bare instanceof z.ZodDefault) value = bare.def.defaultValue;
    else if (!(bare instanceof z.ZodOptional || bare instanceof z.ZodPrefault))
      return { schema: bare, required, value };
    required = false;
    bare = bare.def.innerType;
  }
}

/** What is described at a place; undefined where nothing is. */
export function outlineAt(root: Outline, path: JsonPath): Outline | undefined {
  let here: Outline | undefined = root;
  for (const key of path) {
    if (here === undefined) return undefined;
    if (here.kind === 'object') here = Object.hasOwn(here.fields, key) ? here.fields[key]?.outline : undefined;
    else if (here.kind === 'record') here = here.value;
    else here = here.kind === 'array' ? here.item : undefined;
  }
  return here;
}

/** What may stand there, in words. */
export function wordsOf(outline: Outline): string {
  switch (outline.kind) {
    case 'object':
    case 'record':
      return 'a mapping';
    case 'array':
      return 'a list';
    case 'choice':
      return outline.values.length === 1 ? String(outline.values[0]) : `one of ${outline.values.join(', ')}`;
    case 'number': {
      const noun = outline.whole ? 'a whole number' : 'a number';
      if (outline.max >= Number.MAX_SAFE_INTEGER) return `${noun} of at least ${outline.min}`;
      return `${noun} from ${outline.min} to ${outline.max}`;
    }
    case 'either':
      return outline.options.map(wordsOf).join(' or ');
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'text';
  }
}

import { createRequire } from 'node:module';
import type { Validator } from '@cfworker/json-schema';
import type { JsonPath } from '../core/call.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where in a value the schema is first broken; undefined where it is not. May throw. */
export type SchemaTest = (value: unknown) => JsonPath | undefined;

const require = createRequire(import.meta.url);

/** Interprets the schema (2020-12); the library is loaded with the first policy that has one. */
export function schemaTest(schema: JsonSchema): SchemaTest {
  const library = require('@cfworker/json-schema') as { Validator: typeof Validator };
  // Of its own, since the library writes into it.
  const validator = new library.Validator(structuredClone(schema), '2020-12');
  return (value) => {
    const { valid, errors } = validator.validate(value);
    if (valid) return undefined;
    // The deepest place says most.
    let deepest: string[] = [];
    for (const { instanceLocation } of errors) {
      const steps = instanceLocation.split('/').slice(1);
      if (steps.length > deepest.length) deepest = steps;
    }
    return deepest.map(stepOf);
  };
}

function stepOf(step: string): string | number {
  if (/^\d{1,9}$/.test(step)) return Number(step);
  return decodeURI(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

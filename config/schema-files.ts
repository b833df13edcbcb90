import path from 'node:path';
import { type Fault, faultAt } from './faults.ts';
import { readText } from './source.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** A configuration with what files say in its place, and which files those are. */
export interface WithFiles {
  readonly raw: unknown;
  readonly faults: readonly Fault[];
  readonly files: readonly string[];
}

/**
 * The raw configuration with each `format.schema` that names a file replaced by what the file holds.
 * Names are relative to the configuration's own folder.
 */
export function withSchemaFiles(raw: unknown, folder: string): WithFiles {
  const faults: Fault[] = [];
  const files: string[] = [];
  if (!isMapping(raw) || !Array.isArray(raw.policies)) return { raw, faults, files };
  const policies = raw.policies.map((policy: unknown, index) => {
    if (!isMapping(policy) || !isMapping(policy.format) || typeof policy.format.schema !== 'string') return policy;
    const file = path.resolve(folder, policy.format.schema);
    files.push(file);
    const read = schemaIn(file);
    if ('schema' in read) return { ...policy, format: { ...policy.format, schema: read.schema } };
    faults.push(faultAt(['policies', index, 'format', 'schema'], raw, read.expected));
    // One fault is enough: the rest is checked as if there were no schema.
    const { schema: _schema, ...format } = policy.format;
    return { ...policy, format };
  });
  return { raw: { ...raw, policies }, faults, files };
}

function schemaIn(file: string): { readonly schema: Mapping } | { readonly expected: string } {
  const read = readText(file);
  if ('expected' in read) return { expected: `${read.expected}, beside the configuration` };
  try {
    const schema: unknown = JSON.parse(read.text);
    if (isMapping(schema)) return { schema };
  } catch {}
  return { expected: 'a file with a JSON Schema in JSON' };
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

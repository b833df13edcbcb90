import type { JsonPath } from '../core/call.ts';
import { type Fault, faultAt } from './faults.ts';
import { schemaFaults } from './json-schema.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** The rules of policies that look at answers only: `tools` and `format`. */
export function answerFaults(raw: unknown, at: JsonPath, policy: Mapping): Fault[] {
  const kind = policy.tools !== undefined ? 'tools' : policy.format !== undefined ? 'format' : undefined;
  if (kind === undefined) return [];
  const faults: Fault[] = [];
  if (policy.on === 'input' || policy.on === 'both') {
    faults.push(faultAt([...at, 'on'], raw, `output, or nothing: ${kind} is about what the model answers`));
  }
  if (policy.from !== undefined) {
    faults.push(faultAt([...at, 'from'], raw, `no such key beside ${kind}: it is about what the model answers`));
  }
  if (policy.action === 'redact') {
    const why = kind === 'tools' ? 'a tool call cannot be redacted' : 'fences: strip is what takes something out';
    faults.push(faultAt([...at, 'action'], raw, `block or flag, since ${why}`));
  }
  const value = policy[kind];
  if (isMapping(value)) faults.push(...(kind === 'tools' ? toolFaults : formatFaults)(raw, [...at, kind], value));
  return faults;
}

function toolFaults(raw: unknown, at: JsonPath, tools: Mapping): Fault[] {
  if (Object.keys(tools).length === 0) {
    return [faultAt(at, raw, 'at least one of deny, allow, arguments, urls, shell', { keyOnly: true })];
  }
  if (!isMapping(tools.arguments)) return [];
  return Object.entries(tools.arguments).flatMap(([name, schema]) => {
    return isMapping(schema) ? within(raw, [...at, 'arguments', name], schema) : [];
  });
}

function formatFaults(raw: unknown, at: JsonPath, { schema }: Mapping): Fault[] {
  if (isMapping(schema)) return within(raw, [...at, 'schema'], schema);
  if (typeof schema !== 'string') return [];
  return [faultAt([...at, 'schema'], raw, 'a file that was read, or the schema itself')];
}

function within(raw: unknown, at: JsonPath, schema: Mapping): Fault[] {
  return schemaFaults(schema).map((fault) => {
    return faultAt([...at, ...fault.at], raw, fault.expected, { nearest: fault.nearest });
  });
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

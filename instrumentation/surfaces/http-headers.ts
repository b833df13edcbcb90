import type { IncomingMessage } from 'node:http';
import type { HeaderList } from '../../core/http.ts';

/** Fields in wire order, from Node's flat raw list. */
export function rawFields(message: IncomingMessage): HeaderList {
  const fields: (readonly [string, string])[] = [];
  const raw = message.rawHeaders;
  for (let i = 0; i + 1 < raw.length; i += 2) fields.push([raw[i]!, raw[i + 1]!]);
  return fields;
}

/**
 * Tells a message's fields anew, in all the shapes that Node has for them. Node folds them when they are
 * first asked for, and counts what it parsed: to change the raw list alone changes nothing else.
 */
export function tellFields(message: IncomingMessage, before: HeaderList, after: HeaderList): void {
  const folded = message.headers;
  message.rawHeaders = after.flat();
  for (const [name] of before) {
    const key = name.toLowerCase();
    if (!after.some((field) => field[0].toLowerCase() === key)) delete folded[key];
  }
  const distinct: NodeJS.Dict<string[]> = {};
  for (const field of after) {
    const key = field[0].toLowerCase();
    distinct[key] = [...(distinct[key] ?? []), field[1]];
    if (!before.includes(field)) folded[key] = field[1];
  }
  message.headersDistinct = distinct;
}

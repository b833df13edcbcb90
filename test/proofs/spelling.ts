import fc from 'fast-check';
import { escaped } from './trouble.ts';

/** The ways in which servers spell one and the same stream of events. */
export interface Spelling {
  readonly newline: '\n' | '\r\n' | '\r' | 'mixed';
  readonly space: boolean;
  readonly json: 'plain' | 'ascii' | 'spaced' | 'lines';
  /** Every so many events, a comment before it; 0 is never. */
  readonly comments: number;
  /** Fields that nobody asked for, and the data before the name. */
  readonly fields: 'usual' | 'more' | 'swapped';
  readonly bom: boolean;
  /** The last event has no blank line behind it. */
  readonly torn: boolean;
}

const often = { weight: 4, arbitrary: fc.constant(false) };
const seldom = { weight: 1, arbitrary: fc.constant(true) };

export const spelling: fc.Arbitrary<Spelling> = fc.record({
  newline: fc.constantFrom('\n', '\n', '\r\n', '\r', 'mixed'),
  space: fc.oneof(seldom, often).map((none) => !none),
  json: fc.constantFrom('plain', 'plain', 'ascii', 'spaced', 'lines'),
  comments: fc.constantFrom(0, 0, 1, 3),
  fields: fc.constantFrom('usual', 'usual', 'more', 'swapped'),
  bom: fc.oneof(often, seldom),
  torn: fc.oneof(often, seldom),
});

/** A stream, one event after the other, written in another way. The events are as a test writes them: LF, one data line. */
export function spelled(stream: string, how: Spelling): string {
  const events = stream.split('\n\n').filter((event) => event !== '');
  let out = how.bom ? '\ufeff' : '';
  events.forEach((event, nth) => {
    const newline = how.newline === 'mixed' ? ['\n', '\r\n', '\r'][nth % 3]! : how.newline;
    const lines = event.split('\n').flatMap((line) => linesOf(line, how));
    if (how.fields === 'swapped') lines.reverse();
    if (how.fields === 'more') lines.push('id: 7', 'retry:10', 'unheard of');
    if (how.comments > 0 && nth % how.comments === 0) {
      if (nth % 2 === 0) lines.unshift(': keep-alive');
      else out += `:${newline}${newline}`;
    }
    out += lines.join(newline) + (how.torn && nth === events.length - 1 ? '' : newline + newline);
  });
  return out;
}

/** Lines of JSON written in another way: a line cannot be broken, and blank ones take the place of comments. */
export function spelledLines(all: readonly string[], how: Spelling): string {
  const lines = all.filter((line) => line !== '');
  let out = how.bom ? '\ufeff' : '';
  lines.forEach((line, nth) => {
    const newline = how.newline === '\r\n' || (how.newline === 'mixed' && nth % 2 === 1) ? '\r\n' : '\n';
    if (how.comments > 0 && nth % how.comments === 0) out += nth % 2 === 0 ? newline : ` ${newline}`;
    out += jsonIn(line, how) + (how.torn && nth === lines.length - 1 ? '' : newline);
  });
  return out;
}

function jsonIn(line: string, { json }: Spelling): string {
  if (!line.endsWith('}') || json === 'plain') return line;
  return json === 'ascii' ? escaped(line) : JSON.stringify(JSON.parse(line), null, 1).split('\n').join(' ');
}

function linesOf(line: string, { space, json, fields }: Spelling): string[] {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  const value = line.slice(colon + 2);
  const between = space ? ': ' : ':';
  if (name !== 'data' || !value.startsWith('{') || !value.endsWith('}') || json === 'plain')
    return [`${name}${between}${value}`];
  if (json === 'ascii') return [`${name}${between}${escaped(value)}`];
  const pretty = JSON.stringify(JSON.parse(value), null, 1).split('\n');
  if (json === 'spaced') return [`${name}${between}${pretty.join(' ')}`];
  const split = pretty.map((part) => `${name}${between}${part}`);
  // Swapping turns the event's lines round, not those of one value.
  return fields === 'swapped' ? split.reverse() : split;
}

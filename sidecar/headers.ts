import { type HeaderList, isNamed, isOneOf, type Names, namesOf } from '../core/http.ts';

/** Fields that speak of one connection only (RFC 9110, section 7.6.1), and what the hop sets itself. */
const ofTheHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const hopByHop = namesOf(ofTheHop);
const ofRequest = namesOf([...ofTheHop, 'host', 'expect', 'content-length', 'http2-settings']);

const ofTheLine = namesOf(['keep-alive', 'close']);

/** A request's end-to-end fields, from Node's flat raw list. */
export function requestHeaders(raw: readonly string[]): HeaderList {
  return endToEnd(raw, ofRequest);
}

/** A response's end-to-end fields, names and values in turn. */
export function responseHeaders(raw: readonly string[]): HeaderList {
  return endToEnd(raw, hopByHop);
}

function endToEnd(raw: readonly string[], drop: Names): HeaderList {
  const list: (readonly [string, string])[] = [];
  let named: Set<string> | undefined;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    const value = raw[i + 1] as string;
    if (!isOneOf(name, drop)) {
      list.push([name, value]);
      continue;
    }
    // `Connection` may name further fields of its own hop; nearly always it names none.
    if (!isNamed(name, 'connection') || value.length === 0 || isOneOf(value, ofTheLine)) continue;
    named ??= new Set();
    for (const other of value.toLowerCase().split(',')) named.add(other.trim());
  }
  return named === undefined ? list : list.filter(([name]) => !named.has(name.toLowerCase()));
}

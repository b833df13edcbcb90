import type { HeaderList } from '../core/http.ts';

/** Fields that speak of one connection only (RFC 9110, section 7.6.1), and what the hop sets itself. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const ofRequest = new Set([...hopByHop, 'host', 'expect', 'content-length', 'http2-settings']);

/** A request's end-to-end fields, from Node's flat raw list. */
export function requestHeaders(raw: readonly string[]): HeaderList {
  return endToEnd(raw, ofRequest);
}

/** A response's end-to-end fields, names and values in turn. */
export function responseHeaders(raw: readonly string[]): HeaderList {
  return endToEnd(raw, hopByHop);
}

/** Lengths that a name in question has: most names are told apart by it, without being lowered and looked up. */
const others = new Uint8Array(64);
for (const { length } of ofRequest) others[length] = 1;

function endToEnd(raw: readonly string[], drop: ReadonlySet<string>): HeaderList {
  const list: (readonly [string, string])[] = [];
  let named: string[] | undefined;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    const value = raw[i + 1] as string;
    if (others[name.length] !== 1) {
      list.push([name, value]);
      continue;
    }
    const lower = name.toLowerCase();
    if (lower === 'connection' && value.length > 0) {
      const lowered = value.toLowerCase();
      // `Connection` may name further fields of its own hop; nearly always it names none.
      if (lowered !== 'keep-alive' && lowered !== 'close') {
        named = [...(named ?? []), ...lowered.split(',').map((other) => other.trim())];
      }
    }
    if (!drop.has(lower)) list.push([name, value]);
  }
  return named === undefined ? list : list.filter(([name]) => !named.includes(name.toLowerCase()));
}

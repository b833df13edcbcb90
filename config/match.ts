import type { Endpoint } from '../core/dialect.ts';
import type { HttpRequest } from '../core/http.ts';
import { rowForHost } from '../providers/hosts.ts';
import { endpointOf, mergeProviders } from '../providers/match.ts';
import { type ProviderRow, table } from '../providers/providers.ts';
import type { Config } from './schema.ts';

export function providerRows(own: Config['providers']): ReadonlyMap<string, ProviderRow> {
  return mergeProviders(table, own);
}

/** Paths that are remembered; past it, all are forgotten (ids in paths make ever new ones). */
const remembered = 1000;

/** Finds a request's endpoint: by the provider's name where the edge knows it, else by host. */
export function createMatch(rows: ReadonlyMap<string, ProviderRow>): (request: HttpRequest) => Endpoint | undefined {
  const memo = new Map<string, Endpoint>();
  const all = [...rows.values()];
  return ({ method, url, provider }) => {
    const row = provider === undefined ? rowForHost(all, url.hostname, url.port) : rows.get(provider);
    if (row === undefined) return undefined;
    const key = `${row.name} ${method} ${url.pathname}`;
    let endpoint = memo.get(key);
    if (endpoint === undefined) {
      endpoint = endpointOf(row, method, canonical(url.pathname));
      if (memo.size >= remembered) memo.clear();
      memo.set(key, endpoint);
    }
    return endpoint;
  };
}

/**
 * The path as the most lenient server would read it: escapes resolved, repeated slashes as one, case
 * ignored, parameters of a segment (`;x=1`) left off, and a query or fragment that was written as part
 * of the path cut away. Were a spelling unknown here and known there, it would be a way around every
 * policy. What is sent on is the path as it was written.
 */
function canonical(pathname: string): string {
  let path = pathname;
  // Only ASCII matters, so that an escape which is no UTF-8 leaves the others as readable as they were.
  for (let round = 0; round < 4 && path.includes('%'); round++) {
    path = path.replace(/%([0-7][0-9a-f])/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  const end = path.search(/[?#]/);
  return (end === -1 ? path : path.slice(0, end))
    .replaceAll('\\', '/')
    .replace(/;[^/]*/g, '')
    .replace(/\/{2,}/g, '/')
    .toLowerCase();
}

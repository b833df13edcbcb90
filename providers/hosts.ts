import type { ProviderRow } from './providers.ts';

/** The provider that a host is of: exact names before patterns, the table's order within each. */
export function rowForHost(rows: Iterable<ProviderRow>, hostname: string, port: string): ProviderRow | undefined {
  const name = hostname.toLowerCase();
  const withPort = port === '' ? name : `${name}:${port}`;
  let byPattern: ProviderRow | undefined;
  for (const row of rows) {
    if (row.baseUrl !== undefined && hostOf(row.baseUrl) === withPort) return row;
    for (const host of row.hosts) {
      if (host === withPort) return row;
      if (byPattern === undefined && host.startsWith('*') && name.endsWith(host.slice(1))) byPattern = row;
    }
  }
  return byPattern;
}

const hostsOfBases = new Map<string, string>();

/** Host and port as `URL` gives them, where the scheme's own port is left out. */
function hostOf(baseUrl: string): string {
  let host = hostsOfBases.get(baseUrl);
  if (host === undefined) {
    host = URL.canParse(baseUrl) ? new URL(baseUrl).host : '';
    hostsOfBases.set(baseUrl, host);
  }
  return host;
}

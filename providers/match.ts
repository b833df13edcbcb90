import type { Endpoint } from '../core/dialect.ts';
import { SpanguardError } from '../core/errors.ts';
import { openaiDialects, type ProviderRow } from './providers.ts';
import { dialects, type Route, routeOf } from './routes.ts';

/** What a configuration may say of a provider. */
export interface UserRow {
  readonly baseUrl?: string | undefined;
  /** The row whose paths and dialects it has. */
  readonly like?: string | undefined;
  readonly priceAs?: string | undefined;
  readonly usageOnAsk?: boolean | undefined;
}

/** The endpoints of a row, made once each, so that a call allocates none. */
const endpoints = new WeakMap<ProviderRow, Map<Route | undefined, Endpoint>>();

/** Which endpoint a path of this provider is; without a dialect where none knows the path. */
export function endpointOf(row: ProviderRow, method: string, pathname: string): Endpoint {
  let known = endpoints.get(row);
  if (known === undefined) {
    known = new Map();
    endpoints.set(row, known);
  }
  const route = routeOf(method, pathname, row.dialects);
  let endpoint = known.get(route);
  if (endpoint === undefined) {
    endpoint = Object.freeze({
      provider: row.name,
      system: row.system,
      priceAs: row.priceAs ?? row.name,
      usageOnAsk: row.usageOnAsk,
      ...(route === undefined ? {} : { dialect: dialects[route.dialect], operation: route.operation }),
    });
    known.set(route, endpoint);
  }
  return endpoint;
}

/**
 * The table with the user's rows over it. A row by a known name keeps what is not said anew; a new
 * name speaks as the row it is `like`, or as OpenAI, and has its own name and prices.
 */
export function mergeProviders(
  table: readonly ProviderRow[],
  userRows: Readonly<Record<string, UserRow>>,
): ReadonlyMap<string, ProviderRow> {
  const rows = new Map(table.map((row) => [row.name, row]));
  for (const [name, user] of Object.entries(userRows)) {
    const known = rows.get(name);
    const model = user.like === undefined ? known : modelOf(table, name, user.like);
    const priceAs = user.priceAs ?? known?.priceAs;
    rows.set(name, {
      name,
      system: known?.system ?? name,
      baseUrl: user.baseUrl ?? known?.baseUrl,
      hosts: known?.hosts ?? [],
      dialects: model?.dialects ?? openaiDialects,
      usageOnAsk: user.usageOnAsk ?? model?.usageOnAsk ?? true,
      ...(priceAs === undefined ? {} : { priceAs }),
    });
  }
  return rows;
}

function modelOf(table: readonly ProviderRow[], name: string, like: string): ProviderRow {
  const row = table.find((entry) => entry.name === like);
  if (row !== undefined) return row;
  const names = table.map((entry) => entry.name).join(', ');
  throw new SpanguardError('config_invalid', `providers.${name}.like: "${like}" is no provider; there are ${names}.`);
}

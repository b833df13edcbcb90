import { debuglog } from 'node:util';
import { assemble, type Product } from '../config/assemble.ts';
import type { LoadedConfig } from '../config/load.ts';
import { alters } from '../config/policies.ts';
import { readConfig } from '../config/read.ts';
import { packageVersion } from '../config/version.ts';
import type { Target } from '../core/http.ts';
import { turnedAway } from '../core/turned-away.ts';
import type { Loaded } from './door.ts';
import { relay, relayed } from './relay.ts';
import { guardedCall } from './surfaces/fetch-call.ts';

/** Reads the configuration and assembles the product. Throws `config_invalid`. */
export function loadProduct(warn: (message: string, code: string) => void): Loaded {
  return productOf(readConfig(), warn);
}

/** `NODE_DEBUG=spanguard` writes a line per call to standard error. */
const debug = debuglog('spanguard');

export function productOf(loaded: LoadedConfig, warn: (message: string, code: string) => void): Loaded {
  const told = (level: string) => (fields: object, message: string) =>
    debug('%s', JSON.stringify({ level, ...fields, msg: message }));
  const worse = (fields: object, message: string): void =>
    warn(`${message} ${JSON.stringify(fields)}`, 'SPANGUARD_TELEMETRY');
  const product = assemble(loaded, {
    version: packageVersion(),
    join: true,
    log: { debug: told('debug'), info: debug.enabled ? told('info') : () => {}, warn: worse, error: worse },
  });
  const { guardrails, config, telemetry, hosts } = product;
  const { requestBytes } = config.sidecar.limits;
  const own = ownAddresses(loaded.env);
  const made: Loaded = {
    guardrails,
    concerns: ({ hostname, port, pathname }) =>
      hosts(hostname, port) && (own.size === 0 || !own.has(`${hostname}${port === '' ? '' : `:${port}`}${pathname}`)),
    guard: guardOf(product),
    guardFetch: (door, url, args, call, own) => guardedCall(door, made, url, args, call, own),
    relays: config.inProcess.redirect !== undefined,
    tooLarge: (request) =>
      turnedAway(guardrails, request, {
        status: 413,
        code: 'request_too_large',
        message: `The request body is larger than ${requestBytes} bytes (sidecar.limits.requestBytes).`,
        error: 'request_too_large',
      }),
    uncovered({ hostname, port, pathname }, by, refused) {
      const url = new URL(`https://${hostname}${port === '' ? '' : `:${port}`}${pathname}`);
      const endpoint = guardrails.match({ method: 'POST', url, headers: [], body: nothing, signal: never });
      if (endpoint !== undefined) telemetry.uncovered(endpoint, url, by, refused ? 'refused' : 'passed');
    },
    requestBytes,
    waits: Object.keys(config.detectors).length > 0 || product.store !== undefined,
    alters: alters(config),
    calls: telemetry.calls,
    flush: telemetry.flush,
    shutdown: telemetry.shutdown,
  };
  return made;
}

/** Guards here, or has a sidecar do it; that of which there is no body to send on is guarded here all the same. */
function guardOf({ config, guard, bases, traceparent }: Product): Loaded['guard'] {
  const { redirect } = config.inProcess;
  if (redirect === undefined) return guard;
  const sidecar = new URL(redirect);
  const to = (url: Target): URL | undefined => relayed(sidecar, bases, url);
  const road = relay(to, traceparent);
  return (upstream) => {
    const here = guard(upstream);
    return (request) =>
      (request.body.length > 0 || /^(?:GET|HEAD|DELETE)$/.test(request.method)) && to(request.url) !== undefined
        ? road(request)
        : here(request);
  };
}

const nothing = new Uint8Array(0);
const never = { aborted: false, addEventListener() {}, removeEventListener() {} };

/** Where telemetry goes: a record of its sending would be sent as well, and so on. */
function ownAddresses(env: LoadedConfig['env']): ReadonlySet<string> {
  const own = new Set<string>();
  const add = (address: string | undefined, path: string): void => {
    if (address === undefined || !URL.canParse(address)) return;
    const { host, pathname } = new URL(address);
    own.add(host + pathname.replace(/\/$/, '') + path);
    // A socket has no path, and may be the exporter's.
    own.add(host);
  };
  for (const signal of ['traces', 'metrics', 'logs']) {
    add(env.OTEL_EXPORTER_OTLP_ENDPOINT, `/v1/${signal}`);
    add(env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_ENDPOINT`], '');
  }
  return own;
}

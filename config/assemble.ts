import { guard } from '../core/guard.ts';
import type { Guardrails } from '../core/guardrails.ts';
import type { Target, Upstream } from '../core/http.ts';
import { builtinDetectors } from '../policies/detectors.ts';
import { createJudge } from '../policies/judge.ts';
import { roughTokens } from '../pricing/estimate.ts';
import { createPricing } from '../pricing/index.ts';
import { rowForHost } from '../providers/hosts.ts';
import { activeTraceparent, createTelemetry, type Log, type Telemetry } from '../telemetry/index.ts';
import { comparedPrices } from './compared.ts';
import { conversationsOf, type KeptStore } from './conversations.ts';
import type { HostGuess } from './hosts.ts';
import { type LoadedConfig, maskConfig } from './load.ts';
import { createMatch, providerRows } from './match.ts';
import { alters, policiesOf } from './policies.ts';
import { remoteDetectors } from './remotes.ts';
import type { Config } from './schema.ts';

export interface Product {
  readonly config: Config;
  readonly guardrails: Guardrails;
  readonly guard: (upstream: Upstream) => Upstream;
  readonly bases: ReadonlyMap<string, Pick<Target, 'origin' | 'hostname' | 'port'> & { readonly path: string }>;
  /** Whether a host is one of the providers'. */
  readonly hosts: HostGuess;
  readonly telemetry: Telemetry;
  /** What remembers conversations, where a policy wants that; to be closed when nothing uses it any more. */
  readonly store: KeptStore | undefined;
  readonly maskedConfig: () => unknown;
  /** Within an application: the span that is active there. */
  readonly traceparent: () => string | undefined;
}

export interface Surroundings {
  readonly version: string;
  readonly log: Log;
  /** Kept over a reload, so that counters and the record of calls go on. */
  readonly telemetry?: Telemetry;
  /** Kept over a reload that does not change its settings, so that nothing is forgotten. */
  readonly store?: KeptStore | undefined;
  /** Within an application: spans are its own tracer's, where it has one. */
  readonly join?: boolean;
  /** For remote detectors: one that is not guarded itself. The process's own when absent. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The recipe of the product. */
export function assemble({ config, env, own = [] }: LoadedConfig, around: Surroundings): Product {
  const { sidecar } = config;
  const telemetry =
    around.telemetry ??
    createTelemetry({
      env,
      version: around.version,
      log: config.telemetry.callLog ? around.log : quiet(around.log),
      callsKept: config.telemetry.callsKept,
      propagate: sidecar.propagateTrace,
      semconv: config.telemetry.semconv,
      content: config.telemetry.content,
      contentLimit: config.telemetry.contentLimit,
      keep: config.telemetry.keep,
      join: around.join === true,
    });
  const rows = providerRows(config.providers);
  const pricing = createPricing({ overrides: config.pricing.overrides });
  telemetry.priced(comparedPrices(config));
  const remembered = conversationsOf(config, env, telemetry, around.store);
  const guardrails: Guardrails = {
    match: createMatch(rows),
    judge: createJudge(policiesOf(config), {
      detectors: [...builtinDetectors, ...own, ...remoteDetectors(config, env, around.fetch)],
    }),
    conversations: remembered?.conversations,
    price: pricing.price,
    estimate: roughTokens,
    observe: telemetry.observe,
    settings: {
      heldBytes: sidecar.limits.heldBytes,
      onUnscannable: sidecar.onUnscannable,
      askForUsage: sidecar.askForUsage && alters(config),
      refusal: sidecar.refusal,
    },
  };
  return {
    config,
    guardrails,
    guard: (upstream) => guard(upstream, guardrails),
    bases: basesOf(rows),
    hosts: (hostname, port) => rowForHost(rows.values(), hostname, port) !== undefined,
    telemetry,
    store: remembered?.kept,
    maskedConfig: () => maskConfig(config),
    traceparent: activeTraceparent,
  };
}

function basesOf(rows: ReturnType<typeof providerRows>): Product['bases'] {
  const bases = new Map<string, Product['bases'] extends ReadonlyMap<string, infer B> ? B : never>();
  for (const row of rows.values()) {
    if (row.baseUrl === undefined) continue;
    const { origin, hostname, port, pathname } = new URL(row.baseUrl);
    bases.set(row.name, { origin, hostname, port, path: pathname.replace(/\/+$/, '') });
  }
  return bases;
}

/** The log without the line per call. */
function quiet(log: Log): Log {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info() {},
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}

import { type Stats, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { assemble, type Product } from '../config/assemble.ts';
import type { LoadedConfig } from '../config/load.ts';
import { isSpanguardError } from '../core/errors.ts';
import { listen } from './address.ts';
import { createAdmin } from './admin.ts';
import { createProxy, type Serving } from './server.ts';
import { createUpstream } from './upstream.ts';

export interface Sidecar {
  /** `http://HOST:PORT`. */
  readonly proxy: string;
  readonly admin: string;
  /** Reads the configuration again; false when it has faults and the last good one stays. */
  reload(): boolean;
  /** Stops taking calls, lets those in flight end, flushes telemetry. */
  stop(): Promise<void>;
}

export interface SidecarOptions {
  /** Reads the configuration; called again on reload. Throws `config_invalid`. */
  readonly load: () => LoadedConfig;
  readonly version: string;
  readonly log: Logger;
  /** Reload when the file changes. */
  readonly watch?: boolean;
}

/** Assembles the product from its configuration and opens its two ports. */
export async function startSidecar({ load, version, log, watch }: SidecarOptions): Promise<Sidecar> {
  const loaded = load();
  const { sidecar } = loaded.config;
  const { limits } = sidecar;
  const road = createUpstream({
    connections: limits.connections,
    connectTimeoutMs: limits.connectTimeoutMs,
    idleTimeoutMs: limits.idleTimeoutMs,
    totalTimeoutMs: limits.upstreamTimeoutMs,
    headerBytes: limits.headerBytes,
  });
  let product = assemble(loaded, { version, log });
  let serving = servingOf(product);
  let state: 'starting' | 'ready' | 'draining' = 'starting';

  const proxy = createProxy(() => serving, { headerBytes: limits.headerBytes });
  const admin = createAdmin({
    ready: () => state === 'ready',
    metrics: (accept) => product.telemetry.metricsPage(accept),
    calls: (limit) => product.telemetry.calls(limit),
    config: () => product.maskedConfig(),
  });

  function servingOf(made: Product): Serving {
    return {
      guarded: made.guard(road.upstream),
      guardrails: made.guardrails,
      bases: made.bases,
      requestBytes: made.config.sidecar.limits.requestBytes,
      concurrentCalls: made.config.sidecar.limits.concurrentCalls,
      turnedAway: (reason) => made.telemetry.turnedAway(reason),
    };
  }

  function reload(): boolean {
    if (state === 'draining') return false;
    try {
      const next = load();
      const fixed = restartOnly(product.config.sidecar, next.config.sidecar);
      const { telemetry, store } = product;
      product = assemble(next, { version, log, telemetry, store });
      serving = servingOf(product);
      product.telemetry.reloaded('ok');
      watchFiles(next);
      // Calls in flight have asked it by now, or stand alone.
      if (product.store !== store) void store?.store.close();
      log.info({ file: next.file, ...(fixed.length > 0 ? { needsRestart: fixed } : {}) }, 'config reloaded');
      return true;
    } catch (error) {
      const message = isSpanguardError(error) ? error.message : 'the file could not be read';
      product.telemetry.reloaded('failed');
      log.error({ file: loaded.file, faults: message }, 'config not reloaded: the last good one stays');
      return false;
    }
  }

  const proxyAt = await listen(proxy.server, sidecar.listen, 'sidecar.listen or --listen');
  let adminAt: Awaited<ReturnType<typeof listen>>;
  try {
    adminAt = await listen(admin, sidecar.admin, 'sidecar.admin or --admin');
  } catch (error) {
    await proxy.close();
    await road.close();
    throw error;
  }
  const rules =
    loaded.config.policies === undefined
      ? { preset: loaded.config.preset }
      : { policies: loaded.config.policies.length };
  log.info({ file: loaded.file, ...rules }, 'config');
  log.info({ role: 'proxy', address: proxyAt.address, port: proxyAt.port }, 'listening');
  log.info({ role: 'admin', address: adminAt.address, port: adminAt.port }, 'listening');
  state = 'ready';

  let watched: readonly string[] = [];
  // Polling sees what events miss: mounted config maps, which change by a symbolic link two levels up.
  const changed = (now: Stats, before: Stats): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) reload();
  };
  function watchFiles({ file, files = [] }: LoadedConfig): void {
    if (watch !== true || !sidecar.reload || file === undefined) return;
    const wanted = [...new Set([file, ...files])];
    for (const each of watched) if (!wanted.includes(each)) unwatchFile(each, changed);
    for (const each of wanted) {
      if (!watched.includes(each)) watchFile(each, { interval: 1000, persistent: false }, changed);
    }
    watched = wanted;
  }
  watchFiles(loaded);

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    state = 'draining';
    for (const each of watched) unwatchFile(each, changed);
    log.info({ active: proxy.active(), drainMs: product.config.sidecar.limits.drainMs }, 'draining');
    await proxy.drain(product.config.sidecar.limits.drainMs);
    await road.close();
    await product.store?.store.close();
    await product.telemetry.shutdown(5000);
    await closed(admin);
    log.info('stopped');
  }

  return {
    proxy: urlOf(proxyAt),
    admin: urlOf(adminAt),
    reload,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

type SidecarConfig = LoadedConfig['config']['sidecar'];

/** Settings that changed and cannot take effect in a running process. */
function restartOnly(before: SidecarConfig, after: SidecarConfig): string[] {
  const changed: string[] = [];
  if (before.listen !== after.listen) changed.push('sidecar.listen');
  if (before.admin !== after.admin) changed.push('sidecar.admin');
  for (const name of [
    'headerBytes',
    'connections',
    'connectTimeoutMs',
    'idleTimeoutMs',
    'upstreamTimeoutMs',
  ] as const) {
    if (before.limits[name] !== after.limits[name]) changed.push(`sidecar.limits.${name}`);
  }
  return changed;
}

function urlOf({ address, port }: { address: string; port: number }): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

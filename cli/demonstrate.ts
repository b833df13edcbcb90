import { parseArgs } from 'node:util';
import { knownNames, readConfig } from '../config/read.ts';
import { packageVersion } from '../config/version.ts';
import { isSpanguardError } from '../core/errors.ts';
import { createLog } from '../sidecar/log.ts';
import { type Sidecar, startSidecar } from '../sidecar/run.ts';
import { createSimulator } from '../simulator/server.ts';
import { demo } from './demo.ts';

/** Simulator, sidecar and sample traffic; stays up afterwards unless `--once`. */
export async function demonstrate(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { once: { type: 'boolean', default: false } } });
  const { once } = values;
  const simulator = createSimulator();
  const at = await simulator.listen('127.0.0.1', 0);
  const url = `http://${at.address}:${at.port}`;
  let sidecar: Sidecar | undefined;
  const code = await demo({
    once,
    start: async () => {
      sidecar = await startFor(url, once);
      return sidecar;
    },
    simulator: { url, stop: () => simulator.close() },
    out: process.stdout,
    color: process.stdout.isTTY === true,
  });
  if (!once && code === 0) {
    await new Promise<void>((resolve) => {
      process.once('SIGTERM', () => resolve());
      process.once('SIGINT', () => resolve());
    });
  }
  await sidecar?.stop();
  await simulator.close();
  return code;
}

/** A sidecar whose every provider is the simulator; on the usual ports, or free ones where those are taken. */
async function startFor(simulator: string, once: boolean): Promise<Sidecar> {
  const providers = Object.fromEntries(knownNames().providers.map((name) => [name, { baseUrl: simulator }]));
  const start = (listen: string, admin: string): Promise<Sidecar> =>
    startSidecar({
      load: () =>
        readConfig({ cwd: '/', env: {}, preset: 'balanced', overrides: { providers, sidecar: { listen, admin } } }),
      version: packageVersion(),
      log: createLog('silent').log,
    });
  if (once) return start('127.0.0.1:0', '127.0.0.1:0');
  try {
    return await start('127.0.0.1:4100', '127.0.0.1:4101');
  } catch (error) {
    if (!isSpanguardError(error)) throw error;
    return start('127.0.0.1:0', '127.0.0.1:0');
  }
}

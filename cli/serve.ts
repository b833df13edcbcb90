import { parseArgs } from 'node:util';
import type { LoadedConfig } from '../config/load.ts';
import { type Preset, presets, readConfig } from '../config/read.ts';
import { holdHeap } from '../sidecar/heap.ts';
import { createLog } from '../sidecar/log.ts';
import { type Sidecar, startSidecar } from '../sidecar/run.ts';
import { addressGiven } from './addresses.ts';
import { rulesOf } from './rules.ts';
import { packageVersion } from './version.ts';
import { hintAt, WrongUse } from './wrong-use.ts';

/** A reader of the log that has stopped reading is waited for no longer. */
const flushMs = 500;

/** Runs the sidecar until it is told to stop. */
export async function serve(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string' },
      listen: { type: 'string' },
      admin: { type: 'string' },
      preset: { type: 'string' },
    },
  });
  const preset = await presetOf(values.preset);
  if (values.listen !== undefined) addressGiven('--listen', values.listen);
  if (values.admin !== undefined) addressGiven('--admin', values.admin);
  const addresses = {
    ...(values.listen === undefined ? {} : { listen: values.listen }),
    ...(values.admin === undefined ? {} : { admin: values.admin }),
  };
  const load = () => readConfig({ file: values.config, preset, overrides: { sidecar: addresses } });
  const first = load();
  const { log, flush, end } = createLog(first.config.log.level);
  process.on('exit', end);
  const sidecar = await startSidecar({ load, version: packageVersion(), log, watch: true });
  // Not waited for: whoever reads where it listens may send a signal at once.
  void flush(flushMs);
  holdHeap();
  if (process.stderr.isTTY) process.stderr.write(greeting(sidecar, first));

  process.on('SIGHUP', () => sidecar.reload());
  // A fault nobody caught must be seen; the calls in flight are worth more than a clean state.
  process.on('unhandledRejection', (error) => log.error({ error: nameOf(error) }, 'unhandled rejection'));
  process.on('uncaughtException', (error) =>
    log.error({ error: nameOf(error), at: placeOf(error) }, 'uncaught exception'),
  );
  await new Promise<void>((resolve) => {
    let asked = 0;
    const stop = (signal: NodeJS.Signals): void => {
      asked++;
      if (asked > 2) return;
      if (asked === 2) {
        log.warn({ signal }, 'stopped at once');
        void flush(flushMs).then(() => process.exit(1));
        return;
      }
      log.info({ signal }, 'stopping');
      void sidecar.stop().then(resolve);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
  await flush(flushMs);
  // Whatever still holds the loop open (a collector that never answers) is not waited for.
  setTimeout(() => process.exit(0), 500).unref();
  return 0;
}

async function presetOf(name: string | undefined): Promise<Preset | undefined> {
  if (name === undefined) return undefined;
  const found = presets.find((preset) => preset === name);
  if (found === undefined) {
    throw new WrongUse(`--preset: "${name}" is none of ${presets.join(', ')}${await hintAt(name, presets)}`);
  }
  return found;
}

/** For people at a terminal; everything else reads the log. */
function greeting({ proxy, admin }: Sidecar, { config, file }: LoadedConfig): string {
  return [
    '',
    `Proxy     ${proxy}/openai/v1, ${proxy}/anthropic, …`,
    `Admin     ${admin}/calls, ${admin}/metrics`,
    `Rules     ${rulesOf(config)}, from ${file ?? 'no file'}`,
    'Ctrl-C ends it.',
    '',
    '',
  ].join('\n');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Where an error was thrown, without its message, which may hold content. */
function placeOf(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find((line) => line.includes(' at '))
      ?.trim() ?? ''
  );
}

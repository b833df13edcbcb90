import type { LoadedConfig } from '../../config/load.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { createLog } from '../../sidecar/log.ts';
import { type Sidecar, startSidecar } from '../../sidecar/run.ts';
import type { CallEntry } from '../../telemetry/index.ts';

export interface TestSidecar extends Sidecar {
  /** The last calls, newest first and no more than `most`, once at least `count` are on the record. */
  calls(count?: number, most?: number): Promise<CallEntry[]>;
}

/** A sidecar on free ports with a configuration given as the file would have it. */
export async function sidecarWith(
  raw: Record<string, unknown>,
  env: Readonly<Record<string, string>> = {},
): Promise<TestSidecar> {
  const { sidecar: own, ...rest } = raw;
  const config = validateConfig(
    { ...rest, sidecar: { ...(own as object | undefined), listen: '127.0.0.1:0', admin: '127.0.0.1:0' } },
    knownNames(),
  );
  const loaded: LoadedConfig = { config, file: undefined, env };
  const sidecar = await startSidecar({ load: () => loaded, version: '0.0.0-test', log: createLog('silent').log });
  return {
    ...sidecar,
    async calls(count = 1, most = 1000) {
      for (let tries = 0; ; tries++) {
        const answer = (await (await fetch(`${sidecar.admin}/calls?limit=${most}`)).json()) as { calls: CallEntry[] };
        if (answer.calls.length >= count || tries === 200) return answer.calls;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

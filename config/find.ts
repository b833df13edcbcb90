import { statSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './environment.ts';

const fileName = 'spanguard.yaml';

/** By name, by variable, or by looking here and upward. */
export function findFile(named: string | undefined, env: Environment, cwd: string): string | undefined {
  const given = named ?? (env.SPANGUARD_CONFIG === '' ? undefined : env.SPANGUARD_CONFIG);
  if (given !== undefined) return path.resolve(cwd, given);
  let folder = path.resolve(cwd);
  for (;;) {
    const candidate = path.join(folder, fileName);
    if (statSync(candidate, { throwIfNoEntry: false })?.isFile() === true) return candidate;
    const above = path.dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}

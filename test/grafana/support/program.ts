import { execFileSync } from 'node:child_process';

/**
 * What a script of ours prints: where a program or data for a check is. Undefined, and said aloud, where it cannot be
 * had: the check then shows as skipped. Where everything must hold (`.ci/run`) it fails instead.
 */
export function fetched(script: string, what: string): string | undefined {
  try {
    return execFileSync('bash', [`scripts/${script}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    if (process.env.SPANGUARD_CI !== undefined) throw error;
    console.warn(`scripts/${script} cannot be had here: ${what} is NOT checked.`);
    return undefined;
  }
}

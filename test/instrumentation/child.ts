import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallEntry } from '../../telemetry/index.ts';
import { root } from '../support/source.ts';

export interface Result {
  readonly name: string;
  readonly stream: boolean;
  readonly text?: string;
  readonly error?: string;
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
}

export interface Ran {
  readonly results: readonly Result[];
  readonly calls: readonly CallEntry[];
  readonly stderr: string;
}

export type Flag = '--require' | '--import' | 'NODE_OPTIONS';

/** A configuration file of its own, as JSON, which is YAML. */
export function configFile(config: object | string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'spanguard-')), 'spanguard.yaml');
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  return file;
}

/** Runs a program of its own with spanguard in front; resolves with what it wrote. */
export function run(
  flag: Flag | undefined,
  program: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const flags = flag === undefined || flag === 'NODE_OPTIONS' ? [] : [flag, 'spanguard/register'];
  const options = flag === 'NODE_OPTIONS' ? { NODE_OPTIONS: '--require spanguard/register' } : {};
  const child = spawn(process.execPath, [...flags, ...program], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs the application of `apps/`, and reads what it saw. */
export async function ask(
  flag: Flag | undefined,
  kind: 'cjs' | 'mjs',
  asked: readonly (readonly [client: string, stream: boolean, content: string])[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const ran = await run(flag, [`test/instrumentation/apps/app.${kind}`], { ...env, ASK: JSON.stringify(asked) });
  if (ran.code !== 0) throw new Error(`the application ended with ${ran.code}: ${ran.stderr}`);
  return { ...(JSON.parse(ran.stdout) as Pick<Ran, 'results' | 'calls'>), stderr: ran.stderr };
}

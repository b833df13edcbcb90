// Other Nodes: those of the npm package `node`, kept in the temporary folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function binaryOf(version) {
  const folder = join(tmpdir(), 'spanguard-nodes', version);
  const binary = join(folder, 'node_modules/node/bin/node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const flags = ['--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'];
    spawnSync('npm', ['install', ...flags, `node@${version}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return binary;
}

// The tests and the demo under other Nodes, one line each: `npm run test:matrix [-- VERSION…]`.
import { spawnSync } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countOf } from './count.mjs';
import { binaryOf } from './node-binary.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const named = process.argv.slice(2);
// The oldest that package.json allows, and the two that are supported beside it.
const versions = named.length > 0 ? named : ['20.19.0', '22', '24'];

for (const version of versions) {
  const binary = binaryOf(version);
  const told = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (told.status !== 0) {
    console.log(`node ${version}: cannot be had here`);
    process.exitCode = 1;
    continue;
  }
  const report = join(tmpdir(), `spanguard-node-${version}.json`);
  const log = join(tmpdir(), `spanguard-node-${version}.log`);
  writeFileSync(report, '');
  const output = openSync(log, 'w');
  const run = (...args) =>
    spawnSync(binary, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: {
        ...process.env,
        PATH: `${dirname(binary)}${delimiter}${process.env.PATH}`,
        SPANGUARD_TEST_REPORT: report,
      },
    }).status;
  const began = Date.now();
  const tests = run('node_modules/vitest/vitest.mjs', 'run');
  const demo = run('dist/cli/main.js', 'demo', '--once');
  const { passed, failed, skipped } = countOf(report);
  const good = tests === 0 && demo === 0 && failed === 0 && passed > 0;
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(
    `node ${told.stdout.trim().slice(1)}: ${passed} passed, ${failed} failed, ${skipped} skipped; ` +
      `demo ${demo === 0 ? 'passed' : 'failed'}; ${seconds} s${good ? '' : `; see ${log}`}`,
  );
  if (!good) process.exitCode = 1;
}

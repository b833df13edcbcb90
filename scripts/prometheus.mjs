// A real Prometheus for the tests: the one on the PATH, else Debian's package, unpacked into the user's cache
// folder. Nothing of the system is changed. Prints the folder that holds `prometheus` and `promtool`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'spanguard');
const both = (folder) => existsSync(join(folder, 'prometheus')) && existsSync(join(folder, 'promtool'));

/** Where both programs already are; undefined when they would have to be fetched first. */
export function installedPrometheus() {
  const own = process.env.SPANGUARD_PROMETHEUS;
  const places = [
    ...(own ? [own] : []),
    ...(process.env.PATH ?? '').split(delimiter),
    join(cache, 'prometheus/usr/bin'),
  ];
  return places.find((place) => place !== '' && both(place));
}

function fetched() {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetch-'));
  const run = (command, args) => execFileSync(command, args, { cwd: work, stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    try {
      run('apt-get', ['download', 'prometheus']);
    } catch {
      // The lists are stale or missing, which only an administrator may change.
      run('apt-get', ['update']);
      run('apt-get', ['download', 'prometheus']);
    }
    const deb = readdirSync(work).find((name) => name.endsWith('.deb'));
    run('dpkg', ['-x', deb, 'unpacked']);
    try {
      renameSync(join(work, 'unpacked'), join(cache, 'prometheus'));
    } catch (error) {
      // Somebody else was faster.
      if (!both(join(cache, 'prometheus/usr/bin'))) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return join(cache, 'prometheus/usr/bin');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(installedPrometheus() ?? fetched());
  } catch (error) {
    const reason = String(error.stderr ?? error.message)
      .trim()
      .split('\n')
      .at(-1);
    console.error(`No Prometheus: ${reason}. Set SPANGUARD_PROMETHEUS to a folder that holds prometheus and promtool.`);
    process.exitCode = 1;
  }
}

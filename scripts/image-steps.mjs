// What the Dockerfile does, without Docker: build in a clean folder, keep what the image keeps, start it as a
// user who is nobody, and ask for its health. Prints the size and the time to ready.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'spanguard-image-'));
const [build, packages, image] = ['build', 'packages', 'image'].map((name) => join(home, name));
const npm = (cwd, ...args) =>
  execFileSync('npm', args, {
    cwd,
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
const quiet = ['--no-audit', '--no-fund'];

/** The files that Docker would be sent: those of the repository, less what .dockerignore names. */
function context() {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
  const left = (path) =>
    !ignored.some((rule) =>
      rule === '*.md' ? /^[^/]+\.md$/.test(path) : path === rule || path.startsWith(`${rule}/`),
    );
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter(left);
}

function bytesOf(path) {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

async function started() {
  const began = performance.now();
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const child = spawn(process.execPath, ['dist/cli/main.js', 'serve', '--config', 'spanguard.yaml'], {
    cwd: image,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      SPANGUARD_SIDECAR_LISTEN: '127.0.0.1:0',
      SPANGUARD_SIDECAR_ADMIN: '127.0.0.1:0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...nobody,
  });
  let said = '';
  const port = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const admin = said.split('\n').find((line) => line.includes('"role":"admin"') && line.endsWith('}'));
      if (admin !== undefined) resolve(JSON.parse(admin).port);
    });
  });
  const health = await fetch(`http://127.0.0.1:${port}/readyz`);
  const took = performance.now() - began;
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const code = await ended;
  if (!health.ok) throw new Error(`/readyz answered ${health.status}`);
  if (code !== 0) throw new Error(`it ended with ${code} when told to stop`);
  return took;
}

try {
  for (const path of context()) {
    mkdirSync(dirname(join(build, path)), { recursive: true });
    cpSync(join(root, path), join(build, path));
  }
  npm(build, 'ci', ...quiet);
  npm(build, 'run', '-s', 'build');
  mkdirSync(packages);
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, name), join(packages, name));
  npm(packages, 'ci', '--omit=dev', ...quiet);
  npm(packages, 'uninstall', '--omit=dev', ...quiet, '@anthropic-ai/sdk');
  const sbom = npm(
    packages,
    'sbom',
    '--omit=dev',
    '--package-lock-only',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
  );
  writeFileSync(join(packages, 'sbom.cdx.json'), sbom);
  mkdirSync(image);
  for (const [from, names] of [
    [packages, ['package.json', 'sbom.cdx.json', 'node_modules']],
    [build, ['LICENSE', 'NOTICE', 'spanguard.yaml', 'dist']],
  ]) {
    for (const name of names) cpSync(join(from, name), join(image, name), { recursive: true });
  }
  const parts = JSON.parse(sbom).components.length;
  chmodSync(home, 0o755);
  const took = await started();
  const megabytes = bytesOf(image) / 1e6;
  console.log(
    `image: ${megabytes.toFixed(1)} MB besides Node, ${parts} packages in its SBOM, ready after ${Math.round(took)} ms ` +
      'as a user that is not root',
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}

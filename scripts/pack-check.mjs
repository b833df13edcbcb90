// What would be published: complete, small, and free of what does not belong there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const { name, files, bin, exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const [pack] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e8,
  }),
);
const paths = new Set(pack.files.map((file) => file.path));
const faults = [];
const need = [
  ...Object.values(bin),
  ...Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry))),
];
for (const path of [
  ...need.map((path) => path.replace('./', '')),
  'LICENSE',
  'README.md',
  'NOTICE',
  'spanguard.yaml',
]) {
  if (!paths.has(path)) faults.push(`missing from the package: ${path}`);
}
for (const path of paths) {
  if (/(?:^|\/)(?:test|bench|node_modules|\.ci)\//.test(path)) faults.push(`does not belong in the package: ${path}`);
  if (path.endsWith('.ts') && !path.endsWith('.d.ts')) faults.push(`source in the package: ${path}`);
}
if (pack.unpackedSize > 4_000_000)
  faults.push(`the package unpacks to ${pack.unpackedSize} bytes; more than 4 MB is a mistake`);
for (const fault of faults) console.error(fault);
console.log(`${name}: ${paths.size} files, ${Math.round(pack.size / 1024)} KB packed (${files.join(', ')})`);
process.exitCode = faults.length > 0 ? 1 : 0;

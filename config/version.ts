import { existsSync, readFileSync } from 'node:fs';

/** The package's version, from its own package.json beside or above the built files. */
export function packageVersion(): string {
  for (const up of ['../package.json', '../../package.json']) {
    const file = new URL(up, import.meta.url);
    if (!existsSync(file)) continue;
    const found = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    if (found.name === 'spanguard' && found.version !== undefined) return found.version;
  }
  return '0.0.0';
}

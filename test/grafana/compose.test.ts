import { execSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/source.ts';
import { fetched } from './support/program.ts';

const command = fetched('compose.sh', 'that compose takes docker-compose.yml');

function config(file: string): { readonly services: Readonly<Record<string, object>> } {
  const text = execSync(`${command} -f ${file} --profile demo config`, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  return parse(text) as { services: Record<string, object> };
}

describe.skipIf(command === undefined)('compose itself', () => {
  it('takes the file, all of its services', () => {
    const own = parse(readFileSync(`${root}docker-compose.yml`, 'utf8'), { merge: true }) as { services: object };
    expect(Object.keys(config('docker-compose.yml').services).sort()).toEqual(Object.keys(own.services).sort());
  });

  it('and refuses one with a fault', () => {
    const home = mkdtempSync(join(tmpdir(), 'spanguard-compose-'));
    try {
      const file = join(home, 'docker-compose.yml');
      const text = readFileSync(`${root}docker-compose.yml`, 'utf8');
      writeFileSync(file, text.replace('    healthcheck:', '    healthchecks:'));
      expect(() => config(file)).toThrow(/healthchecks/);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

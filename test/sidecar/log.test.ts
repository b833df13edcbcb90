import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const built = new URL('../../dist/', import.meta.url);

/** What a process of its own prints, as the log does, on its standard output. */
function printed(code: string): Record<string, unknown>[] {
  const source = `import { createLog } from '${new URL('sidecar/log.js', built).href}';\n${code}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    cwd: fileURLToPath(built),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('writes whole JSON lines in order, those written by hand among those of pino', () => {
  const lines = printed(`
    const { log, flush } = createLog('info');
    for (let i = 0; i < 2000; i++) {
      if (i % 2) log.info({ i, text: 'é😀'.repeat(20) }, 'one');
      else log.line('"i":' + i + ',"msg":"two"');
    }
    log.debug({}, 'unheard');
    flush();`);
  expect(lines.map(({ i }) => i)).toEqual(Array.from({ length: 2000 }, (_, i) => i));
  expect(lines[0]).toMatchObject({
    level: 30,
    msg: 'two',
    time: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
  });
  expect(lines[1]).toMatchObject({ level: 30, msg: 'one', time: expect.any(String) });
});

it('is silent where the level says so', () => {
  expect(
    printed(`const { log, flush } = createLog('warn'); log.line('"msg":"two"'); log.warn({}, 'heard'); flush();`),
  ).toMatchObject([{ msg: 'heard' }]);
});

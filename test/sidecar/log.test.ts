import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const built = new URL('../../dist/', import.meta.url);

const withLog = (code: string): string =>
  `import { createLog } from '${new URL('sidecar/log.js', built).href}';\n${code}`;

/** What a process of its own prints, as the log does, on its standard output. */
function printed(code: string): Record<string, unknown>[] {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', withLog(code)], {
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
    const { log, end } = createLog('info');
    process.on('exit', end);
    for (let i = 0; i < 2000; i++) {
      if (i % 2) log.info({ i, text: 'é😀'.repeat(20) }, 'one');
      else log.line('"i":' + i + ',"msg":"two"');
    }
    log.debug({}, 'unheard');`);
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
    printed(`const { log, end } = createLog('warn'); log.line('"msg":"two"'); log.warn({}, 'heard'); end();`),
  ).toMatchObject([{ msg: 'heard' }]);
});

it('loses nothing when the process exits at once, after a flush or without one', () => {
  for (const flushed of ['', 'await flush(60_000);']) {
    const lines = printed(`
      const { log, flush, end } = createLog('info');
      process.on('exit', end);
      for (let i = 0; i < 200; i++) log.info({ i, text: 'x'.repeat(300) }, 'one');
      ${flushed}
      log.info({ i: 200 }, 'last');
      process.exit(0);`);
    expect(lines.map(({ i }) => i)).toEqual(Array.from({ length: 201 }, (_, i) => i));
  }
});

/** Starts a process that runs the code with a log, and says on its standard error when it is done. */
function logging(code: string) {
  const source = withLog(`
    const { log, flush, end } = createLog('info');
    process.on('exit', end);
    ${code}
    process.stderr.write('done');`);
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: 'pipe' });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, closed };
}

it('waits for a reader that is slow, and writes into no line of its own when it is flushed meanwhile', async () => {
  const { child, closed } = logging(`
    for (let i = 0; i < 12_000; i++) {
      log.info({ i, text: 'x'.repeat(300) }, 'one');
      // Blocks are on their way when it is flushed.
      if (i % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
      if (i % 700 === 699) await flush(60_000);
    }`);
  let text = '';
  child.stdout.setEncoding('utf8').on('readable', () => {});
  const reading = setInterval(() => {
    text += (child.stdout.read() as string | null) ?? '';
  }, 10);
  expect(await closed).toBe(0);
  clearInterval(reading);
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { i: number }).i)).toEqual(
    Array.from({ length: 12_000 }, (_, i) => i),
  );
});

const much = "for (let i = 0; i < 3000; i++) log.info({ i, text: 'x'.repeat(300) }, 'one');";

it('does not wait without end for a reader that has stopped reading', async () => {
  const { child, closed } = logging(`${much} await flush(50);`);
  const done = new Promise<string>((resolve) => child.stderr.setEncoding('utf8').on('data', resolve));
  expect(await done).toBe('done');
  child.stdout.resume();
  expect(await closed).toBe(0);
});

it('outlives a reader that has gone away', async () => {
  const { child, closed } = logging(`${much} await flush(60_000);`);
  child.stdout.destroy();
  expect(await closed).toBe(0);
});

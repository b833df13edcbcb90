import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder with `prometheus` and `promtool`; undefined, and said aloud, where they cannot be had. Tests
 * that need them then show as skipped; where everything must hold (`.ci/run`) they fail instead.
 */
export function prometheusFolder(): string | undefined {
  try {
    return execFileSync(process.execPath, ['scripts/prometheus.mjs'], { encoding: 'utf8' }).trim();
  } catch (error) {
    if (process.env.SPANGUARD_CI !== undefined) throw error;
    console.warn('No Prometheus to be had here: the tests of dashboards and rules against a real one are SKIPPED.');
    return undefined;
  }
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** One for an instant query. */
  readonly values: ReadonlyArray<readonly [time: number, value: number]>;
}

export interface Prometheus {
  readonly url: string;
  /** The value now, by label set. */
  now(expr: string): Promise<readonly Sample[]>;
  /** Values over the last so many seconds. */
  over(expr: string, seconds: number, step: number): Promise<readonly Sample[]>;
  rules(): Promise<ReadonlyArray<{ readonly name: string; readonly health: string; readonly lastError?: string }>>;
  stop(): Promise<void>;
}

export interface Setting {
  readonly folder: string;
  /** `host:port` of what is scraped each second. */
  readonly targets: readonly string[];
  /** Rule files by name. */
  readonly rules?: ReadonlyMap<string, string>;
}

/** A Prometheus of its own on a free port, with all that it writes in a folder of its own. */
export async function startPrometheus({ folder, targets, rules = new Map() }: Setting): Promise<Prometheus> {
  const home = mkdtempSync(join(tmpdir(), 'spanguard-prometheus-'));
  for (const [name, text] of rules) writeFileSync(join(home, name), text);
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [...rules.keys()],
    scrape_configs: [{ job_name: 'spanguard', static_configs: [{ targets }] }],
  };
  writeFileSync(join(home, 'prometheus.yml'), JSON.stringify(config));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    join(folder, 'prometheus'),
    [
      `--config.file=${home}/prometheus.yml`,
      `--storage.tsdb.path=${home}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${url}/-/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) break;
    if (child.exitCode !== null || tries === 300) {
      await stop();
      throw new Error(`Prometheus does not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    async now(expr) {
      const result = await ask<Array<{ metric: Record<string, string>; value: [number, string] }>>(url, 'query', {
        query: expr,
      });
      return result.map(({ metric, value }) => ({ labels: metric, values: [[value[0], Number(value[1])]] }));
    },
    async over(expr, seconds, step) {
      const end = Date.now() / 1000;
      const result = await ask<Array<{ metric: Record<string, string>; values: Array<[number, string]> }>>(
        url,
        'query_range',
        { query: expr, start: String(end - seconds), end: String(end), step: String(step) },
      );
      return result.map(({ metric, values }) => ({
        labels: metric,
        values: values.map(([time, value]) => [time, Number(value)] as const),
      }));
    },
    async rules() {
      const response = await fetch(`${url}/api/v1/rules`);
      const told = (await response.json()) as {
        data: { groups: Array<{ rules: Array<{ name: string; health: string; lastError?: string }> }> };
      };
      return told.data.groups.flatMap((group) => group.rules);
    },
    stop,
  };
}

async function ask<Result>(url: string, what: string, params: Record<string, string>): Promise<Result> {
  const response = await fetch(`${url}/api/v1/${what}`, { method: 'POST', body: new URLSearchParams(params) });
  const told = (await response.json()) as { status: string; error?: string; data: { result: Result } };
  if (told.status !== 'success') throw new Error(`${told.error ?? 'no answer'}: ${params.query ?? ''}`);
  return told.data.result;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** What Grafana puts in for its own words before it asks. */
export function filled(expr: string, seconds: number, step: number): string {
  return expr
    .replaceAll('$__rate_interval', `${Math.max(4 * step, 60)}s`)
    .replaceAll('$__range', `${seconds}s`)
    .replaceAll('$__interval', `${step}s`)
    .replace(/\$[a-z]+/g, '.*');
}

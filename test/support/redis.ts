import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cached = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'spanguard/redis/redis-server');

function onPath(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v redis-server']).toString().trim();
  } catch {
    return undefined;
  }
}

/** The program that `scripts/redis.sh` gets, or the host's own. `.ci/run` names it, so that it must be there. */
const program = process.env.REDIS_SERVER ?? onPath() ?? (existsSync(cached) ? cached : undefined);

export const withoutRedis = program === undefined;
if (withoutRedis) {
  console.warn('\n*** No redis-server: what is kept in Redis is NOT tested. scripts/redis.sh gets one. ***\n');
}

export const redisPassword = 'p-w+d';

export interface Redis {
  readonly url: string;
  /** As one that asks it directly sees it. */
  ask(...command: string[]): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** At once, as by a crash; what it held is gone. */
  kill(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
}

export async function redis(): Promise<Redis> {
  const port = await freePort();
  let child: ChildProcess | undefined;

  function ask(...command: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(port, '127.0.0.1');
      let reply = '';
      socket.on('error', reject);
      socket.on('data', (data) => {
        reply += data.toString('latin1');
      });
      socket.on('end', () => resolve(reply));
      const lines = [['AUTH', redisPassword], command, ['QUIT']];
      for (const line of lines) {
        socket.write(`*${line.length}\r\n${line.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
      }
    });
  }

  async function start(): Promise<void> {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    child = spawn(program as string, [...args, '--requirepass', redisPassword], { stdio: 'ignore' });
    for (let tries = 0; ; tries++) {
      const reply = await ask('PING').catch(() => '');
      if (reply.includes('PONG')) return;
      if (tries === 500 || child.exitCode !== null) throw new Error('redis-server does not start');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  await start();
  return {
    url: `redis://:${encodeURIComponent(redisPassword)}@127.0.0.1:${port}`,
    ask,
    start,
    signal: (signal) => void child?.kill(signal),
    async kill() {
      const gone = new Promise((resolve) => child?.once('exit', resolve));
      child?.kill('SIGKILL');
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

import type { IdleResult } from './figures.ts';
import type { Measured } from './messages.ts';
import { type Load, type Origin, type ProxyName, ProxyProcess } from './processes.ts';
import { IDLE_STREAMS } from './scenarios.ts';
import { sound } from './sound.ts';

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Collects garbage until what is resident no longer falls: pages go back to the system with a delay. */
async function settled(proxy: ProxyProcess): Promise<{ rss: number; heapUsed: number }> {
  let last = await proxy.memory();
  for (let tries = 0; tries < 10; tries++) {
    await after(250);
    const next = await proxy.memory();
    const still = Math.abs(next.rss - last.rss) < last.rss * 0.005;
    last = next;
    if (still) break;
  }
  return last;
}

/** What a thousand open, silent streams weigh, in a process that has done little else. */
export async function measureIdle(
  name: ProxyName,
  origin: Origin,
  load: Load,
  core: number | undefined,
): Promise<IdleResult> {
  const proxy = await ProxyProcess.start(name, origin, core);
  const { to } = proxy;
  const check = (measured: Measured): void => {
    sound(measured, name, 'idle streams');
  };
  try {
    // Code that is compiled and pools that are made on first use are not the streams' weight.
    const warm = { to, prompt: 'conversation', connections: 20, rampMs: 0, windowMs: 500 } as const;
    check(await load.carryOut({ kind: 'saturation', answer: 'whole', ...warm }));
    check(await load.carryOut({ kind: 'saturation', answer: 'flood', ...warm }));
    const before = await settled(proxy);
    check(await load.carryOut({ kind: 'idle', to, count: IDLE_STREAMS }));
    const during = await settled(proxy);
    return {
      variant: name,
      rssBefore: before.rss,
      rssDuring: during.rss,
      heapBefore: before.heapUsed,
      heapDuring: during.heapUsed,
    };
  } finally {
    // It would wait for its streams to end.
    await proxy.stop('SIGKILL');
  }
}

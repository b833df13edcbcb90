import { writeFileSync } from 'node:fs';
import { figuresOf, type Results } from './figures.ts';
import { heldBackPrinted, heldByPrinted, measureHeldBy, measureHoldBack } from './hold-back.ts';
import { measureIdle } from './idle.ts';
import { inProcessPrinted, measureInProcess } from './in-process.ts';
import type { Measured } from './messages.ts';
import { type Options, readOptions, usage, type Variant } from './options.ts';
import {
  canPin,
  isYardstick,
  keepAwake,
  Load,
  moveTo,
  Origin,
  OTHER_CORE,
  PROXY_CORE,
  ProxyProcess,
} from './processes.ts';
import { printed } from './report.ts';
import { rates, saturation, taskOf } from './scenarios.ts';
import { sound } from './sound.ts';
import { measureTelemetry, telemetryPrinted } from './telemetry.ts';

/** Measures direct calls, the yardsticks and spanguard in turn, and prints figures beside their targets. */
async function bench(options: Options): Promise<void> {
  const started = performance.now();
  const pinned = canPin();
  const letSleep = options.awake ? keepAwake() : undefined;
  const proxyCore = pinned ? PROXY_CORE : undefined;
  const otherCore = pinned ? OTHER_CORE : undefined;
  const origin = await Origin.start(otherCore);
  const load = new Load(otherCore);
  const proxies: ProxyProcess[] = [];
  try {
    for (const name of options.only) {
      if (name !== 'direct') proxies.push(await ProxyProcess.start(name, origin, proxyCore));
    }
    const direct = {
      name: 'direct' as const,
      to: { port: origin.provider, path: '/v1/chat/completions', pid: undefined },
    };
    const destinations = [...(options.only.includes('direct') ? [direct] : []), ...proxies];

    /** Calls that the sidecars have carried, and must have on record. */
    let through = 0;
    const account = (variant: Variant, scenario: string, measured: Measured): void => {
      sound(measured, variant, scenario);
      if (variant === 'observe' || variant === 'balanced') through += measured.callsInAll;
    };

    for (const proxy of proxies) {
      say(`warming ${proxy.name}`);
      for (const scenario of saturation) {
        const measured = await load.carryOut(taskOf(scenario, proxy.to, { rampMs: 0, windowMs: options.warmMs }));
        account(proxy.name, scenario.key, measured);
      }
    }

    const { rounds, windowMs, awake } = options;
    const results: Results = { pinned, awake, rounds, windowMs, windows: [], idle: [] };
    for (let round = 0; round < rounds; round++) {
      // A different one goes first each time: whoever follows a heavy neighbour is not always the same.
      const order = destinations.map((_, place) => destinations[(place + round) % destinations.length]);
      for (const scenario of [...saturation, ...rates]) {
        say(`round ${round + 1}/${rounds}: ${scenario.title}`);
        for (const destination of order) {
          // Without a proxy there is no process whose CPU would be the figure.
          if (destination === undefined || (destination.name === 'direct' && 'connections' in scenario)) continue;
          const measured = await load.carryOut(taskOf(scenario, destination.to, options));
          account(destination.name, scenario.key, measured);
          results.windows.push({ round, scenario: scenario.key, variant: destination.name, measured });
        }
      }
    }
    const sidecars = proxies.filter(({ name }) => !isYardstick(name));
    // Asked to stop, they send what they still hold.
    for (const proxy of proxies.splice(0)) await proxy.stop('SIGTERM');
    const exported = await origin.exported();
    results.recorded = {
      calls: through,
      spans: exported.spans,
      spanBytes: exported.bytes,
      logBytes: sidecars.reduce((sum, proxy) => sum + proxy.logged(), 0),
    };

    for (const name of options.only) {
      if (name === 'direct') continue;
      say(`idle streams: ${name}`);
      results.idle.push(await measureIdle(name, origin, load, proxyCore));
    }
    say('what exporting costs');
    const telemetry = await measureTelemetry(origin, load, proxyCore, options);
    say('');
    const figures = figuresOf(results);
    say('in the process');
    // An application has the core that a proxy had.
    if (pinned) moveTo(PROXY_CORE);
    const inProcess = await measureInProcess(origin.provider);
    if (pinned) moveTo(OTHER_CORE);
    const holdBack = measureHoldBack();
    console.log(printed(results, figures, performance.now() - started));
    console.log(inProcessPrinted(inProcess));
    console.log(heldBackPrinted(holdBack));
    console.log(telemetryPrinted(telemetry));
    const heldBy = measureHeldBy();
    console.log(heldByPrinted(heldBy));
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify({ ...figures, holdBack, heldBy, inProcess, results }, null, 1)}\n`);
  } finally {
    for (const proxy of proxies) await proxy.stop('SIGKILL');
    load.stop();
    origin.stop();
    letSleep?.();
  }
}

/** Progress, on a line that the next one overwrites; not into a file or a pipe. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}

async function main(): Promise<void> {
  let options: Options | undefined;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`bench: ${(error as Error).message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options === undefined) {
    console.log(usage);
    return;
  }
  if (process.platform !== 'linux') {
    console.error("bench: CPU and memory are read from Linux's /proc; there is none here.");
    process.exitCode = 2;
    return;
  }
  await bench(options);
}

main().catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});

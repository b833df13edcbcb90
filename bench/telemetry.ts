import type { Options } from './options.ts';
import { type Load, type Origin, ProxyProcess } from './processes.ts';
import { saturation, taskOf } from './scenarios.ts';
import { median } from './statistics.ts';

/** What exporting costs a call: the same sidecar with every span exported, and with nobody to export to. */
export interface TelemetryCost {
  /** CPU of the process for a call, in microseconds. */
  readonly withMicros: number;
  readonly withoutMicros: number;
  /** Round by round, the median. */
  readonly ratio: number;
}

const RATIO_AT_MOST = 1.15;

/**
 * Whole answers to growing conversations at saturation, `balanced`. `/metrics`, `/calls` and the call log
 * are on in both; spans at full sampling and metrics go to the sink in one.
 */
export async function measureTelemetry(
  origin: Origin,
  load: Load,
  core: number | undefined,
  options: Options,
): Promise<TelemetryCost | undefined> {
  const [scenario] = saturation;
  if (scenario === undefined || !options.only.includes('balanced')) return undefined;
  const exporting = await ProxyProcess.start('balanced', origin, core);
  const silent = await ProxyProcess.start('balanced', origin, core, { OTEL_SDK_DISABLED: 'true' });
  const micros = async (proxy: ProxyProcess, windowMs: number): Promise<number> => {
    const { calls, cpuMs } = await load.carryOut(taskOf(scenario, proxy.to, { ...options, windowMs }));
    return (cpuMs * 1000) / calls;
  };
  try {
    for (const proxy of [exporting, silent]) await micros(proxy, options.warmMs);
    const rounds: (readonly [number, number])[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const first = round % 2 === 0 ? exporting : silent;
      const other = first === exporting ? silent : exporting;
      const one = await micros(first, options.windowMs);
      const two = await micros(other, options.windowMs);
      rounds.push(first === exporting ? [one, two] : [two, one]);
    }
    return {
      withMicros: median(rounds.map(([told]) => told)),
      withoutMicros: median(rounds.map(([, untold]) => untold)),
      ratio: median(rounds.map(([told, untold]) => told / untold)),
    };
  } finally {
    for (const proxy of [exporting, silent]) await proxy.stop('SIGKILL');
  }
}

export function telemetryPrinted(cost: TelemetryCost | undefined): string {
  if (cost === undefined) return '';
  const { withMicros, withoutMicros, ratio } = cost;
  const met = ratio <= RATIO_AT_MOST ? 'ok' : 'OVER';
  return (
    `Telemetry: ${withMicros.toFixed(1)} µs a call with every span exported, ${withoutMicros.toFixed(1)} with nothing ` +
    `exported: × ${ratio.toFixed(2)} (≤ ${RATIO_AT_MOST.toFixed(2)}) ${met}`
  );
}

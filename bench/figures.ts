import type { Measured } from './messages.ts';
import type { Variant } from './options.ts';
import { isYardstick, type ProxyName } from './processes.ts';
import {
  IDLE_KB_AT_MOST,
  IDLE_STREAMS,
  type RateScenario,
  RSS_AT_MOST_MB,
  rates,
  type SaturationScenario,
  saturation,
} from './scenarios.ts';
import { median, paired, quantile } from './statistics.ts';

export interface WindowResult {
  readonly round: number;
  readonly scenario: string;
  readonly variant: Variant;
  readonly measured: Measured;
}

export interface IdleResult {
  readonly variant: ProxyName;
  readonly rssBefore: number;
  readonly rssDuring: number;
  readonly heapBefore: number;
  readonly heapDuring: number;
}

export interface Results {
  readonly pinned: boolean;
  readonly awake: boolean;
  readonly rounds: number;
  readonly windowMs: number;
  readonly windows: WindowResult[];
  readonly idle: IdleResult[];
  /** What left the sidecars as spans and call log, for so many calls: proof that both were on. */
  recorded?: { readonly calls: number; readonly spans: number; readonly spanBytes: number; readonly logBytes: number };
}

/** A figure with what it may be at most, where it is held to something. */
export interface Figure {
  readonly value: number;
  readonly atMost?: number;
}

export interface CpuFigures {
  readonly scenario: SaturationScenario;
  readonly variant: ProxyName;
  readonly micros: number;
  readonly perSecond: number;
  /** How much of its core the proxy used; well below 1 means that something else was the bottleneck. */
  readonly busy: number;
  readonly ratio?: Figure;
}

export interface TimeFigures {
  readonly scenario: RateScenario;
  readonly variant: Variant;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly added?: { readonly p50: Figure; readonly p95: number; readonly p99: number };
  /** What is added at the median, in terms of what the bare proxy adds. */
  readonly ratio?: Figure;
}

export interface MemoryFigures {
  readonly variant: ProxyName;
  readonly rssPeakMb: Figure;
  readonly idleMb?: number;
  readonly streamRssKb?: Figure;
  readonly streamHeapKb?: number;
}

export interface Figures {
  readonly cpu: readonly CpuFigures[];
  readonly times: readonly TimeFigures[];
  readonly memory: readonly MemoryFigures[];
}

const proxyNames: readonly ProxyName[] = ['copy', 'bare', 'observe', 'balanced'];
const all: readonly Variant[] = ['direct', ...proxyNames];

export function figuresOf(results: Results): Figures {
  const of = (scenario: string, variant: Variant): Measured[] =>
    results.windows
      .filter((window) => window.scenario === scenario && window.variant === variant)
      .sort((a, b) => a.round - b.round)
      .map((window) => window.measured);
  const ran = (variant: Variant): boolean => results.windows.some((window) => window.variant === variant);

  const cpu = saturation.flatMap((scenario) => {
    const units = (measured: Measured): number => (scenario.per === 'chunk' ? measured.events : measured.calls);
    const micros = (variant: ProxyName): number[] =>
      of(scenario.key, variant).map((measured) => (measured.cpuMs * 1000) / units(measured));
    return proxyNames.filter(ran).map((variant): CpuFigures => {
      const windows = of(scenario.key, variant);
      const base = variant === 'bare' ? [] : micros('bare');
      return {
        scenario,
        variant,
        micros: median(micros(variant)),
        perSecond: median(windows.map((measured) => (units(measured) * 1000) / measured.wallMs)),
        busy: median(windows.map((measured) => measured.cpuMs / measured.wallMs)),
        ...(base.length === 0
          ? {}
          : {
              ratio: figure(
                paired(micros(variant), base, (our, their) => our / their),
                isYardstick(variant) ? undefined : scenario.ratioAtMost,
              ),
            }),
      };
    });
  });

  const times = rates.flatMap((scenario) => {
    const pooled = (variant: Variant, q: number): number =>
      quantile(
        of(scenario.key, variant).flatMap((measured) => measured.samples),
        q,
      );
    const medians = (variant: Variant): number[] => of(scenario.key, variant).map(({ samples }) => median(samples));
    const added = (variant: Variant): number =>
      paired(medians(variant), medians('direct'), (our, their) => our - their);
    return all.filter(ran).map((variant): TimeFigures => {
      const [p50, p95, p99] = [median(medians(variant)), pooled(variant, 0.95), pooled(variant, 0.99)];
      const compared = variant !== 'direct' && ran('direct');
      return {
        scenario,
        variant,
        p50,
        p95,
        p99,
        ...(compared
          ? {
              added: {
                // The targets are spanguard's.
                p50: figure(added(variant), isYardstick(variant) ? undefined : scenario.addedAtMost),
                p95: p95 - pooled('direct', 0.95),
                p99: p99 - pooled('direct', 0.99),
              },
            }
          : {}),
        // Where chance left the bare proxy nothing to be held against, there is no ratio.
        ...(compared && variant !== 'bare' && ran('bare') && added('bare') > 0
          ? {
              ratio: figure(added(variant) / added('bare'), isYardstick(variant) ? undefined : scenario.ratioAtMost),
            }
          : {}),
      };
    });
  });

  const memory = proxyNames.filter(ran).map((variant): MemoryFigures => {
    const target = (atMost: number): number | undefined => (isYardstick(variant) ? undefined : atMost);
    const peaks = results.windows
      .filter((window) => window.variant === variant)
      .map((window) => window.measured.rssPeakMb);
    const idle = results.idle.find((result) => result.variant === variant);
    const kbPerStream = (bytes: number): number => bytes / 1024 / IDLE_STREAMS;
    return {
      variant,
      rssPeakMb: figure(Math.max(...peaks), target(RSS_AT_MOST_MB)),
      ...(idle === undefined
        ? {}
        : {
            idleMb: idle.rssBefore / 1024 / 1024,
            streamRssKb: figure(kbPerStream(idle.rssDuring - idle.rssBefore), target(IDLE_KB_AT_MOST)),
            streamHeapKb: kbPerStream(idle.heapDuring - idle.heapBefore),
          }),
    };
  });

  return { cpu, times, memory };
}

function figure(value: number, atMost: number | undefined): Figure {
  return atMost === undefined ? { value } : { value, atMost };
}

import { inputTokens, outputTokens, type Usage } from '../core/usage.ts';
import { metric } from './names.ts';
import type { CallRecord } from './record.ts';
import type { Semconv } from './semconv.ts';
import {
  type Counter,
  counters,
  type Distribution,
  type Family,
  found,
  type Histogram,
  histograms,
  type Mark,
  type Point,
} from './series.ts';

/** The conventions' series of calls of one kind. */
export interface ClientSeries {
  /** `error`: the bounded `error.type`, empty where the call was fine. */
  ended(record: CallRecord, error: string, mark: Mark | undefined): void;
}

/** The conventions' metrics under one profile, or under both. */
export interface ClientFamilies {
  /** `labels`: the values of `clientLabels`, in their order. */
  of(labels: readonly string[]): ClientSeries;
  readonly families: ReadonlyArray<Family<unknown, Point> | Family<unknown, Distribution>>;
}

/** `most`: label sets of one metric; `kinds`: of one look-up table. */
export function clientFamilies(semconv: Semconv, most: number | undefined, kinds: number): ClientFamilies {
  const duration = histograms(metric.duration, most);
  const made = [
    ...(semconv === 'latest' ? [] : [released(duration, most, kinds)]),
    ...(semconv === '1.41' ? [] : [latest(semconv === 'latest' ? duration : undefined, most, kinds)]),
  ];
  const [only, other] = made;
  return {
    families: [duration, ...made.flatMap(({ families }) => families)],
    of(labels) {
      const one = only!.of(labels);
      const more = other?.of(labels);
      if (more === undefined) return one;
      return {
        ended(record, error, mark) {
          one.ended(record, error, mark);
          more.ended(record, error, mark);
        },
      };
    },
  };
}

type Durations = Family<Histogram, Distribution>;

/** 1.41.1. */
function released(duration: Durations, most: number | undefined, kinds: number): ClientFamilies {
  const tokenUsage = histograms(metric.tokenUsage, most);
  const timeToFirstChunk = histograms(metric.timeToFirstChunk, most);
  const timePerOutputChunk = histograms(metric.timePerOutputChunk, most);
  return {
    families: [tokenUsage, timeToFirstChunk, timePerOutputChunk],
    of(labels) {
      const durations = new Map<string, Histogram>();
      const input = tokenUsage.of(...labels, 'input');
      const output = tokenUsage.of(...labels, 'output');
      const firstChunk = timeToFirstChunk.of(...labels);
      const perChunk = timePerOutputChunk.of(...labels);
      return {
        ended(record, error, mark) {
          const { usage } = record;
          const times = found(durations, error, kinds, () => duration.of(...labels, error));
          times.record(record.durationMs / 1000, 1, mark);
          recordChunks(record, firstChunk, perChunk, mark);
          if (usage === undefined || record.estimated) return;
          input.record(inputTokens(usage), 1, mark);
          output.record(outputTokens(usage), 1, mark);
        },
      };
    },
  };
}

const inferences: ReadonlySet<string> = new Set(['chat', 'generate_content', 'text_completion']);

/** Main. `other`: where calls that are no inference are timed, unless 1.41 has timed them already. */
function latest(other: Durations | undefined, most: number | undefined, kinds: number): ClientFamilies {
  const inference = histograms(metric.inferenceDuration, most);
  const timeToFirstChunk = histograms(metric.inferenceFirstChunk, most);
  const timePerOutputChunk = histograms(metric.inferencePerChunk, most);
  const input = counters(metric.usageInput, most);
  const output = counters(metric.usageOutput, most);
  const read = counters(metric.usageCacheRead, most);
  const written = counters(metric.usageCacheWrite, most);
  const reasoning = counters(metric.usageReasoning, most);
  const inputs = histograms(metric.operationInput, most);
  const outputs = histograms(metric.operationOutput, most);
  return {
    families: [
      inference,
      timeToFirstChunk,
      timePerOutputChunk,
      input,
      output,
      read,
      written,
      reasoning,
      inputs,
      outputs,
    ],
    of(labels) {
      const infers = inferences.has(labels[0] ?? '');
      const byError = new Map<string, { duration: Histogram; input: Histogram; output: Histogram }>();
      const firstChunk = timeToFirstChunk.of(...labels);
      const perChunk = timePerOutputChunk.of(...labels);
      const counts = {
        input: byModality(input, labels),
        output: byModality(output, labels),
        read: byModality(read, labels),
        written: byModality(written, labels),
        reasoning: byModality(reasoning, labels),
      };
      function count(usage: Usage): void {
        counts.input(inputTokens(usage), usage.audioInput + usage.audioCacheRead);
        counts.output(outputTokens(usage), usage.audioOutput);
        counts.read(usage.cacheRead + usage.audioCacheRead, usage.audioCacheRead);
        counts.written(usage.cacheWrite + usage.cacheWrite1h, 0);
        counts.reasoning(usage.reasoning, 0);
      }
      return {
        ended(record, error, mark) {
          const { usage } = record;
          if (!infers) {
            other?.of(...labels, error).record(record.durationMs / 1000, 1, mark);
            return;
          }
          const series = found(byError, error, kinds, () => ({
            duration: inference.of(...labels, error),
            input: inputs.of(...labels, error),
            output: outputs.of(...labels, error),
          }));
          series.duration.record(record.durationMs / 1000, 1, mark);
          recordChunks(record, firstChunk, perChunk, mark);
          if (usage === undefined || record.estimated) {
            // Said to be there, with nothing in it, for calls without a count as well.
            counts.input(0, 0);
            counts.output(0, 0);
            return;
          }
          count(usage);
          series.input.record(inputTokens(usage), 1, mark);
          series.output.record(outputTokens(usage), 1, mark);
        },
      };
    },
  };
}

/**
 * Tokens of all kinds, and of audio among them. What is not audio may be text or an image: providers
 * count the two together, so it is `unknown`.
 */
function byModality(family: Family<Counter, Point>, labels: readonly string[]): (all: number, audio: number) => void {
  let unknown: Counter | undefined;
  let heard: Counter | undefined;
  return (all, audio) => {
    if (audio > 0) {
      heard ??= family.of(...labels, 'audio');
      heard.add(audio);
    }
    if (audio > 0 && all === audio) return;
    unknown ??= family.of(...labels, 'unknown');
    unknown.add(all - audio);
  };
}

function recordChunks(record: CallRecord, first: Histogram, further: Histogram, mark: Mark | undefined): void {
  const { timeToFirstChunkMs, chunks, durationMs } = record;
  if (timeToFirstChunkMs === undefined) return;
  first.record(timeToFirstChunkMs / 1000, 1, mark);
  if (chunks > 1) further.record((durationMs - timeToFirstChunkMs) / 1000 / (chunks - 1), chunks - 1, mark);
}

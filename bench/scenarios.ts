import type { AnswerKind, Destination, Task } from './messages.ts';
import type { Options } from './options.ts';
import type { PromptKind } from './prompts.ts';

/** CPU of the proxy when it has all the calls it can carry. */
export interface SaturationScenario {
  readonly key: string;
  readonly title: string;
  readonly prompt: PromptKind;
  readonly answer: AnswerKind;
  readonly connections: number;
  readonly per: 'request' | 'chunk';
  /** Most times the bare proxy's figure. */
  readonly ratioAtMost: number | undefined;
}

/** Time that the proxy adds at a load that leaves it air. */
export interface RateScenario {
  readonly key: string;
  readonly title: string;
  readonly prompt: PromptKind;
  readonly answer: AnswerKind;
  readonly perSecond: number;
  /** Most milliseconds added at the median. */
  readonly addedAtMost: number;
  /** Most times what the bare proxy adds. */
  readonly ratioAtMost: number;
}

export const saturation: readonly SaturationScenario[] = [
  {
    key: 'conversation',
    title: '2 KB prompt, 300 B new',
    prompt: 'conversation',
    answer: 'whole',
    connections: 32,
    per: 'request',
    ratioAtMost: 2.0,
  },
  {
    key: 'fresh',
    title: '2 KB prompt, all new',
    prompt: 'fresh',
    answer: 'whole',
    connections: 32,
    per: 'request',
    ratioAtMost: 2.5,
  },
  {
    key: 'large',
    title: '100 KB prompt, all new',
    prompt: 'large',
    answer: 'whole',
    connections: 16,
    per: 'request',
    ratioAtMost: undefined,
  },
  {
    // The hardest ratio: the road costs little here, and every event is looked at all the same.
    key: 'joined',
    title: 'chunk, ten a write, full speed',
    prompt: 'conversation',
    answer: 'joined',
    connections: 50,
    per: 'chunk',
    ratioAtMost: 2.0,
  },
  {
    key: 'flood',
    title: 'chunk, one a write, full speed',
    prompt: 'conversation',
    answer: 'flood',
    connections: 50,
    per: 'chunk',
    ratioAtMost: 2.0,
  },
  {
    // As models speak: each chunk arrives alone.
    key: 'paced',
    title: 'chunk, one every 10 ms, 200 streams',
    prompt: 'conversation',
    answer: 'paced',
    connections: 200,
    per: 'chunk',
    ratioAtMost: 2.0,
  },
];

/**
 * The ratios are those of the milliseconds to what the bare proxy added where they were set (0.27 and 0.42): on another
 * machine, or in a busier hour, the same code takes another time, and the bare proxy's changes with it.
 */
export const rates: readonly RateScenario[] = [
  {
    key: 'whole',
    title: 'whole answer, 300 calls/s',
    prompt: 'conversation',
    answer: 'whole',
    perSecond: 300,
    addedAtMost: 0.35,
    ratioAtMost: 1.3,
  },
  {
    key: 'first-chunk',
    title: 'first chunk, 40 streams/s',
    prompt: 'conversation',
    answer: 'paced',
    perSecond: 40,
    addedAtMost: 0.6,
    ratioAtMost: 1.4,
  },
];

export const RSS_AT_MOST_MB = 170;
export const IDLE_STREAMS = 1000;
export const IDLE_KB_AT_MOST = 60;

export function taskOf(
  scenario: SaturationScenario | RateScenario,
  to: Destination,
  { rampMs, windowMs }: Pick<Options, 'rampMs' | 'windowMs'>,
): Task {
  const { prompt, answer } = scenario;
  return 'connections' in scenario
    ? { kind: 'saturation', to, prompt, answer, connections: scenario.connections, rampMs, windowMs }
    : { kind: 'rate', to, prompt, answer, perSecond: scenario.perSecond, rampMs, windowMs };
}

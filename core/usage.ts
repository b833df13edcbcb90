/**
 * What a provider counted, in disjoint buckets: their sum is everything billed by the token, so no
 * bucket contains another (`input` is without cached and audio, `output` without reasoning and audio).
 */
export interface Usage {
  readonly input: number;
  readonly cacheRead: number;
  /** Cache writes with the default (5-minute) lifetime. */
  readonly cacheWrite: number;
  /** Cache writes with the one-hour lifetime. */
  readonly cacheWrite1h: number;
  readonly output: number;
  readonly reasoning: number;
  readonly audioInput: number;
  readonly audioCacheRead: number;
  readonly audioOutput: number;
  /** Service tier the provider says it billed, in its own word (`flex`, `priority`, `batch` …). */
  readonly tier?: string;
}

export const noUsage: Usage = Object.freeze({
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  output: 0,
  reasoning: 0,
  audioInput: 0,
  audioCacheRead: 0,
  audioOutput: 0,
});

/** Everything on the input side, cached included (`gen_ai.usage.input_tokens`). */
export function inputTokens(usage: Usage): number {
  return (
    usage.input + usage.cacheRead + usage.cacheWrite + usage.cacheWrite1h + usage.audioInput + usage.audioCacheRead
  );
}

/** Everything on the output side, reasoning included (`gen_ai.usage.output_tokens`). */
export function outputTokens(usage: Usage): number {
  return usage.output + usage.reasoning + usage.audioOutput;
}

/** `exact`: the provider's count and a known price; `estimated`: one of them was; `unknown`: no price. */
export type Confidence = 'exact' | 'estimated' | 'unknown';

export interface Cost {
  /** Safe integer of 10⁻¹² USD (one call stays under 9,007 USD). 0 with confidence `unknown` means not known, never free. */
  readonly picodollars: number;
  readonly confidence: Confidence;
  /** Picodollars that cached tokens would have cost more as fresh input; absent where none were. */
  readonly saved?: number;
  /** Which price applied: `<source>:<provider>/<model>@<date>`; absent when none was found. */
  readonly price?: string;
}

/** A decimal of USD with all its digits and no exponent: `0.0000375`. */
export function formatUsd(picodollars: number): string {
  const digits = String(picodollars).padStart(13, '0');
  const fraction = digits.slice(-12).replace(/0+$/, '');
  const whole = digits.slice(0, -12);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

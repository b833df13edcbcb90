import type { Sample, Seen, VerdictName } from './samples.ts';

/** The fields of an entry of `/calls` that the demo reads. */
export interface CallRecord {
  readonly id: string;
  readonly model: string;
  readonly status: number;
  readonly durationMs: number;
  readonly usage: Readonly<Record<string, unknown>> | null;
  readonly costUsd: number | null;
  readonly costConfidence: string | null;
  readonly verdict: { readonly input: VerdictName; readonly output: VerdictName };
  readonly findings: readonly FindingRecord[];
  readonly error?: string | null;
}

export interface FindingRecord {
  readonly policy: string;
  readonly detector: string;
  readonly side: 'input' | 'output';
  readonly action: 'block' | 'redact' | 'flag';
  readonly mode: 'enforce' | 'shadow';
}

/** A sample after it ran: what the application saw, what was recorded, what is not as it should be. */
export interface Told {
  readonly sample: Sample;
  readonly seen: Seen | undefined;
  readonly id: string | undefined;
  call: CallRecord | undefined;
  readonly differences: string[];
}

const ORDER: readonly VerdictName[] = ['allow', 'flag', 'redact', 'block'];

/** The heavier of the two sides. */
export function verdictOf(call: CallRecord): VerdictName {
  const { input, output } = call.verdict;
  return ORDER.indexOf(input) >= ORDER.indexOf(output) ? input : output;
}

function bucket(call: CallRecord, name: string): number {
  const value = call.usage?.[name];
  return typeof value === 'number' ? value : 0;
}

export function cachedTokens(call: CallRecord): number {
  return bucket(call, 'cacheRead');
}

export function inputTokens(call: CallRecord): number {
  return bucket(call, 'input') + bucket(call, 'cacheRead') + bucket(call, 'cacheWrite') + bucket(call, 'cacheWrite1h');
}

export function outputTokens(call: CallRecord): number {
  return bucket(call, 'output') + bucket(call, 'reasoning');
}

/** A price was found, or none was, or there was nothing to pay for. */
export function costOf(call: CallRecord): Sample['expect']['cost'] {
  if (call.costUsd !== null && call.costUsd > 0) return 'known';
  return inputTokens(call) + outputTokens(call) > 0 ? 'unknown' : 'none';
}

/** What of a call is not as expected, in sentences. */
export function differencesOf({ sample: { expect }, seen, id, call }: Told): string[] {
  if (seen === undefined) return [];
  const differences: string[] = [];
  if (seen.status !== expect.status) differences.push(`its status was ${seen.status}, not ${expect.status}`);
  if (id === undefined) differences.push('the answer had no x-spanguard-call header');
  else if (call === undefined) differences.push('/calls does not list it');
  if (call === undefined) return differences;
  if (call.status !== expect.status) differences.push(`/calls says status ${call.status}, not ${expect.status}`);
  const verdict = verdictOf(call);
  if (!expect.verdict.includes(verdict)) {
    differences.push(`its verdict was ${verdict}, not ${expect.verdict.join(' or ')}`);
  }
  const tokens = inputTokens(call) + outputTokens(call);
  if (expect.tokens && tokens === 0) differences.push('no tokens were counted');
  if (!expect.tokens && tokens > 0) differences.push(`${tokens} tokens were counted where there should be none`);
  const cost = costOf(call);
  if (cost !== expect.cost) differences.push(`its cost was ${cost}, not ${expect.cost}`);
  if (expect.cached === true && cachedTokens(call) === 0) differences.push('no cached tokens were counted');
  return differences;
}

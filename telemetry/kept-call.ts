import type { Confidence, Usage } from '../core/usage.ts';
import type { Coverage, Finding, FormatOutcome, VerdictAction } from '../core/verdict.ts';
import { cut } from './caller.ts';
import type { CallEntry, FindingEntry } from './calls.ts';
import type { CallRecord } from './record.ts';

/** A call with thousands of findings must not be what fills the memory. */
export const findingsKept = 100;

const counts = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'output',
  'reasoning',
  'audioInput',
  'audioCacheRead',
  'audioOutput',
] as const satisfies readonly (keyof Usage)[];

const none: readonly FindingEntry[] = Object.freeze([]);

/**
 * What is kept of one call for `/calls`, in fields that the next one writes over. Not its record: a record is some
 * twenty objects, all of which would grow old before the list has come round, and keeping them young is what most
 * of the garbage collector's time went to. Numbers that there are none of are NaN, so that V8 writes them in place.
 */
export class KeptCall {
  private id = '';
  private traceId = '';
  private spanId = '';
  private startedAt = Number.NaN;
  private durationMs = Number.NaN;
  private firstChunkMs = Number.NaN;
  private overheadMs = Number.NaN;
  private provider = '';
  private dialect: string | undefined = undefined;
  private operation = '';
  private model: string | undefined = undefined;
  private responseModel: string | undefined = undefined;
  private stream = false;
  private status = 0;
  private counted = false;
  private readonly usage = new Float64Array(counts.length);
  private tier: string | undefined = undefined;
  private picodollars = Number.NaN;
  private confidence: Confidence = 'unknown';
  private price: string | undefined = undefined;
  private input: VerdictAction = 'allow';
  private output: VerdictAction = 'allow';
  private policy: string | undefined = undefined;
  private findings = none;
  private findingsLeftOut = 0;
  private formats: readonly FormatOutcome[] | undefined = undefined;
  private inputCoverage: Coverage = 'scanned';
  private outputCoverage: Coverage = 'scanned';
  private finish: string | undefined = undefined;
  private team: string | undefined = undefined;
  private user: string | undefined = undefined;
  private feature: string | undefined = undefined;
  private error: string | undefined = undefined;

  take(record: CallRecord): void {
    const { usage, cost, caller, findings, finish } = record;
    this.id = record.id;
    this.traceId = record.traceId;
    this.spanId = record.spanId;
    this.startedAt = record.startedAt;
    this.durationMs = record.durationMs;
    this.firstChunkMs = record.timeToFirstChunkMs ?? Number.NaN;
    this.overheadMs = record.overheadMs;
    this.provider = record.provider;
    this.dialect = record.dialect;
    this.operation = record.operation;
    this.model = record.model;
    this.responseModel = record.responseModel;
    this.stream = record.stream;
    this.status = record.status;
    this.counted = usage !== undefined;
    if (usage !== undefined) for (let i = 0; i < counts.length; i++) this.usage[i] = usage[counts[i]!];
    this.tier = usage?.tier;
    this.picodollars = cost === undefined || cost.confidence === 'unknown' ? Number.NaN : cost.picodollars;
    this.confidence = cost?.confidence ?? 'unknown';
    this.price = cost?.price;
    this.input = record.verdict.input;
    this.output = record.verdict.output;
    this.policy = record.policy;
    this.findings = findings.length === 0 ? none : findings.slice(0, findingsKept).map(findingOf);
    this.findingsLeftOut = Math.max(0, findings.length - findingsKept);
    this.formats = record.formats;
    this.inputCoverage = record.coverage.input;
    this.outputCoverage = record.coverage.output;
    this.finish = finish.length < 2 ? finish[0] : finish.join(',');
    this.team = caller.team;
    this.user = caller.user;
    this.feature = caller.feature;
    this.error = record.errorType;
  }

  entry(): CallEntry {
    return {
      id: this.id,
      time: new Date(this.startedAt).toISOString(),
      traceId: this.traceId,
      spanId: this.spanId,
      provider: this.provider,
      dialect: this.dialect ?? null,
      operation: this.operation,
      model: this.model ?? null,
      responseModel: this.responseModel ?? null,
      stream: this.stream,
      status: this.status,
      durationMs: rounded(this.durationMs),
      timeToFirstChunkMs: Number.isNaN(this.firstChunkMs) ? null : rounded(this.firstChunkMs),
      overheadMs: rounded(this.overheadMs),
      usage: this.usageEntry(),
      costUsd: Number.isNaN(this.picodollars) ? null : this.picodollars / 1e12,
      costConfidence: this.confidence,
      price: this.price ?? null,
      verdict: { input: this.input, output: this.output },
      policy: this.policy ?? null,
      findings: this.findings,
      ...(this.findingsLeftOut === 0 ? {} : { findingsLeftOut: this.findingsLeftOut }),
      ...(this.formats === undefined ? {} : { formats: this.formats }),
      coverage: { input: this.inputCoverage, output: this.outputCoverage },
      finish: this.finish ?? null,
      ...(this.team === undefined ? {} : { team: this.team }),
      ...(this.user === undefined ? {} : { user: this.user }),
      ...(this.feature === undefined ? {} : { feature: this.feature }),
      ...(this.error === undefined ? {} : { error: this.error }),
    };
  }

  private usageEntry(): Usage | null {
    if (!this.counted) return null;
    const usage = Object.fromEntries(counts.map((name, i) => [name, this.usage[i]!])) as unknown as Usage;
    return this.tier === undefined ? usage : { ...usage, tier: this.tier };
  }
}

/**
 * Field by field: a finding that grows another field must not show it here by accident. Names inside a
 * path may be a caller's own (keys of tool arguments), so long ones are cut.
 */
function findingOf(finding: Finding): FindingEntry {
  const { policy, detector, category, score, side, start, end, action, mode } = finding;
  const path = finding.path.slice(0, 32).map((step) => (typeof step === 'string' ? cut(step, 64) : step));
  return { policy, detector, category, score, side, path, start, end, action, mode };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

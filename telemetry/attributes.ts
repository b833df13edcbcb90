import { inputTokens, outputTokens } from '../core/usage.ts';
import type { Content } from './content.ts';
import { type Attribute, attr } from './names.ts';
import type { CallRecord } from './record.ts';
import type { Semconv } from './semconv.ts';

/** Takes attributes one by one, so that an encoder needs no list of them first. */
export interface AttributeSink {
  string(key: Attribute, value: string): void;
  int(key: Attribute, value: number): void;
  double(key: Attribute, value: number): void;
  boolean(key: Attribute, value: boolean): void;
  strings(key: Attribute, value: readonly string[]): void;
}

/** What a call's span says, in one order; the only place that decides it. */
export function writeAttributes(record: CallRecord, to: AttributeSink, semconv: Semconv): void {
  to.string(attr.operation, record.operation);
  to.string(attr.provider, record.system);
  if (record.model !== undefined) to.string(attr.requestModel, record.model);
  to.string(attr.serverAddress, record.host);
  to.int(attr.serverPort, record.port);
  if (record.errorType !== undefined) to.string(attr.errorType, record.errorType);
  if (record.stream) to.boolean(attr.stream, true);
  if (record.params !== undefined) writeParams(record.params, record, to, semconv);
  writeAnswer(record, to);
  if (record.usage !== undefined) writeUsage(record.usage, to, semconv);
  writeOwn(record, to);
}

function writeParams(
  params: NonNullable<CallRecord['params']>,
  record: CallRecord,
  to: AttributeSink,
  semconv: Semconv,
): void {
  if (params.choiceCount !== undefined && params.choiceCount !== 1) int(to, attr.choiceCount, params.choiceCount);
  if (params.seed !== undefined) int(to, attr.seed, params.seed);
  if (params.outputType !== undefined) to.string(attr.outputType, params.outputType);
  if (params.conversationId !== undefined) to.string(attr.conversationId, params.conversationId);
  if (params.topK !== undefined) {
    if (semconv === 'latest') int(to, attr.topK, params.topK);
    else to.double(attr.topK, params.topK);
  }
  if (params.maxTokens !== undefined) int(to, attr.maxTokens, params.maxTokens);
  if (params.temperature !== undefined) to.double(attr.temperature, params.temperature);
  if (params.topP !== undefined) to.double(attr.topP, params.topP);
  if (params.frequencyPenalty !== undefined) to.double(attr.frequencyPenalty, params.frequencyPenalty);
  if (params.presencePenalty !== undefined) to.double(attr.presencePenalty, params.presencePenalty);
  if (params.stopSequences !== undefined) to.strings(attr.stopSequences, params.stopSequences);
  if (params.reasoningLevel !== undefined) to.string(attr.reasoningLevel, params.reasoningLevel);
  if (params.previousResponseId !== undefined) to.string(attr.previousResponseId, params.previousResponseId);
  if (params.encodingFormats !== undefined) to.strings(attr.encodingFormats, params.encodingFormats);
  if (params.dimensions !== undefined) int(to, attr.dimensions, params.dimensions);
  const tier = params.serviceTier;
  if (tier !== undefined && tier !== 'auto' && isOpenai(record)) to.string(attr.openaiRequestTier, tier);
}

function writeAnswer(record: CallRecord, to: AttributeSink): void {
  if (record.responseId !== undefined) to.string(attr.responseId, record.responseId);
  if (record.responseModel !== undefined) to.string(attr.responseModel, record.responseModel);
  if (record.finish.length > 0) to.strings(attr.finishReasons, record.finish);
  if (record.timeToFirstChunkMs !== undefined) to.double(attr.timeToFirstChunk, record.timeToFirstChunkMs / 1000);
  if (!isOpenai(record)) return;
  if (record.dialect === 'openai-chat') to.string(attr.openaiApiType, 'chat_completions');
  else if (record.dialect === 'openai-responses') to.string(attr.openaiApiType, 'responses');
  if (record.usage?.tier !== undefined) to.string(attr.openaiResponseTier, record.usage.tier.slice(0, 64));
  if (record.fingerprint !== undefined) to.string(attr.openaiFingerprint, record.fingerprint);
}

/** Only where content is recorded. */
export function writeContent({ system, input, output, truncated }: Content, to: AttributeSink): void {
  if (system !== undefined) to.string(attr.systemInstructions, system);
  if (input !== undefined) to.string(attr.inputMessages, input);
  if (output !== undefined) to.string(attr.outputMessages, output);
  if (truncated) to.boolean(attr.contentTruncated, true);
}

/** Our buckets are disjoint; the conventions' totals contain their parts. */
function writeUsage(usage: NonNullable<CallRecord['usage']>, to: AttributeSink, semconv: Semconv): void {
  to.int(attr.inputTokens, inputTokens(usage));
  to.int(attr.outputTokens, outputTokens(usage));
  const read = usage.cacheRead + usage.audioCacheRead;
  const written = usage.cacheWrite + usage.cacheWrite1h;
  if (read > 0) to.int(attr.cacheReadTokens, read);
  if (written > 0) {
    if (semconv !== 'latest') to.int(attr.cacheCreationTokens, written);
    to.int(attr.cacheWriteTokens, written);
  }
  if (usage.reasoning > 0) to.int(attr.reasoningTokens, usage.reasoning);
}

function writeOwn(record: CallRecord, to: AttributeSink): void {
  const { cost, caller } = record;
  if (cost !== undefined) {
    if (cost.confidence !== 'unknown') {
      const usd = cost.picodollars / 1e12;
      to.double(attr.costAmount, usd);
      to.string(attr.costCurrency, 'USD');
      to.string(attr.costSource, 'local');
      to.double(attr.costUsd, usd);
    }
    to.string(attr.costConfidence, cost.confidence);
  }
  if (caller.resend !== undefined) to.int(attr.resendCount, caller.resend);
  to.string(attr.callId, record.id);
  if (record.estimated) to.boolean(attr.usageEstimated, true);
  to.string(attr.verdictInput, record.verdict.input);
  to.string(attr.verdictOutput, record.verdict.output);
  if (record.policy !== undefined) to.string(attr.policy, record.policy);
  if (record.findings.length > 0) to.strings(attr.detectors, detectorsOf(record));
  to.string(attr.coverageInput, record.coverage.input);
  to.string(attr.coverageOutput, record.coverage.output);
  if (record.kept !== undefined) to.string(attr.kept, record.kept);
  if (caller.team !== undefined) to.string(attr.team, caller.team);
  if (caller.user !== undefined) to.string(attr.user, caller.user);
  if (caller.feature !== undefined) to.string(attr.feature, caller.feature);
}

const mostDetectors = 16;

function detectorsOf({ findings }: CallRecord): string[] {
  const found = new Set<string>();
  for (const { detector } of findings) {
    found.add(detector);
    if (found.size === mostDetectors) break;
  }
  return [...found];
}

function isOpenai(record: CallRecord): boolean {
  return record.system === 'openai' || record.system === 'azure.ai.openai';
}

/** Callers write what they like where an integer belongs. */
function int(to: AttributeSink, key: Attribute, value: number): void {
  if (Number.isSafeInteger(value)) to.int(key, value);
}

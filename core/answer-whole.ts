import { type Answered, stronger } from './answered.ts';
import { asBuffer, brokenBody, discard, type Gathered, gather, wholeBody } from './body.ts';
import type { Answer, AnswerFacts } from './call.ts';
import { close, type Ended } from './closing.ts';
import { codingOf, decoded } from './coding.ts';
import type { Edit } from './dialect.ts';
import { callErrorOf, SpanguardError } from './errors.ts';
import { asItCame, type HttpResponse, header, reframed, rewritten, withHeaders } from './http.ts';
import { passBig } from './pass-big.ts';
import { policyRefusal, refused, unscannableRefusal } from './refusal.ts';
import { unmarked } from './request.ts';
import { type Cost, formatUsd, type Usage } from './usage.ts';
import type { Coverage, Redaction, Verdict } from './verdict.ts';

/**
 * A whole answer: held, read, judged, priced, and let go as it came unless a policy changed it. A promise only where
 * something has to be waited for: a turn of its own costs a call that nothing else happens to ten microseconds.
 */
export function answerWhole(answered: Answered, response: HttpResponse): HttpResponse | Promise<HttpResponse> {
  const { heldBytes } = answered.guardrails.settings;
  const { whole } = response.body;
  if (whole !== undefined && whole.length <= heldBytes) return answerHeld(answered, response, asBuffer(whole));
  return gather(response.body, heldBytes).then((gathered) => {
    if (gathered.kind === 'whole') return answerHeld(answered, response, gathered.bytes);
    if (gathered.kind === 'broken') return passBroken(answered, response, gathered);
    if (!refusesUnread(answered, 'too-large')) return passBig(answered, response, gathered.body);
    discard(gathered.body);
    return refuseUnread(answered, 'too-large');
  });
}

/** All of it is here. */
function answerHeld(answered: Answered, response: HttpResponse, bytes: Buffer): HttpResponse | Promise<HttpResponse> {
  const came = performance.now();
  const reading = readAnswer(answered, response, bytes);
  return reading instanceof Promise
    ? reading.then((read) => judgeRead(answered, response, bytes, read, came))
    : judgeRead(answered, response, bytes, reading, came);
}

function judgeRead(
  answered: Answered,
  response: HttpResponse,
  bytes: Buffer,
  read: ReadAnswer,
  came: number,
): HttpResponse | Promise<HttpResponse> {
  const { judge } = answered;
  if (read.kind === 'unread') {
    if (refusesUnread(answered, read.reason) && response.status < 400) return refuseUnread(answered, read.reason);
    return settle(answered, response, bytes, { coverage: `skipped:${read.reason}`, came });
  }

  const { answer } = read;
  const coverage = coverageOf(answer);
  // A provider's error is the caller's to see as it came, unless it quotes what the model said (Groq).
  const failed = response.status >= 400;
  if (failed && answer.segments.length === 0) return settle(answered, response, bytes, { coverage, came, answer });
  if (!failed && coverage !== 'scanned' && refusesUnread(answered, coverage)) {
    return refuseUnread(answered, coverage, answer);
  }
  if (!judge.readsOutput && !judge.restores) return settle(answered, response, bytes, { coverage, came, answer });

  const conclude = (verdict: Verdict): HttpResponse => {
    if (judge.readsOutput) answered.opened.recorder.verdict('output', verdict);
    const changed = changedBy(answered, read, verdict);
    const settled = { coverage, came, answer, verdict, changed: changed !== undefined };
    return settle(answered, response, changed ?? bytes, settled);
  };
  const judging = judge.output(answer.segments, answer);
  return judging instanceof Promise ? judging.then(conclude) : conclude(judging);
}

interface Understood {
  readonly kind: 'answer';
  readonly answer: Answer;
  readonly source: string;
  readonly json: unknown;
}

type ReadAnswer =
  | Understood
  | {
      readonly kind: 'unread';
      readonly reason: 'empty' | 'encoding' | 'content-type' | 'json' | 'too-large' | 'internal';
    };

/** A promise only where the answer is compressed. */
function readAnswer(answered: Answered, response: HttpResponse, bytes: Buffer): ReadAnswer | Promise<ReadAnswer> {
  const coding = codingOf(header(response.headers, 'content-encoding'));
  if (coding === 'unknown') return { kind: 'unread', reason: 'encoding' };
  if (coding === 'identity') return readPlain(answered, response, bytes);
  return gather(decoded(wholeBody(bytes), coding), answered.guardrails.settings.heldBytes).then((unfolded) =>
    unfolded.kind === 'whole'
      ? readPlain(answered, response, unfolded.bytes)
      : { kind: 'unread', reason: unfolded.kind === 'over' ? 'too-large' : 'encoding' },
  );
}

function readPlain({ dialect }: Answered, response: HttpResponse, plain: Buffer): ReadAnswer {
  if (plain.length === 0) return { kind: 'unread', reason: 'empty' };
  const source = plain.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(unmarked(source));
  } catch {
    const type = header(response.headers, 'content-type');
    return { kind: 'unread', reason: type === undefined || /json/i.test(type) ? 'json' : 'content-type' };
  }
  try {
    return { kind: 'answer', answer: dialect.read(json), source, json };
  } catch {
    return { kind: 'unread', reason: 'internal' };
  }
}

function changedBy(answered: Answered, { answer, source, json }: Understood, verdict: Verdict): Buffer | undefined {
  const { dialect, opened, call, judge } = answered;
  if (verdict.action === 'block') {
    return Buffer.from(dialect.filter(json, policyRefusal(verdict.policy, opened.recorder.id, 'completion', call)));
  }
  const redactions = verdict.action === 'redact' ? verdict.redactions : none;
  const all = judge.restores ? judge.restored(answer.segments, redactions) : redactions;
  if (all.length === 0) return undefined;
  const edits = all.map(({ segment, start, end, replacement }): Edit => {
    const said = answer.segments[segment]!;
    return { path: said.path, start, end, replacement, ...(said.json === true ? { json: true } : {}) };
  });
  return Buffer.from(dialect.rewrite(source, edits));
}

const none: readonly Redaction[] = Object.freeze([]);

interface Settled {
  readonly coverage: Coverage;
  readonly came: number;
  readonly answer?: Answer;
  readonly verdict?: Verdict;
  readonly changed?: boolean;
}

/** Closes the record and lets the answer go. */
function settle(answered: Answered, response: HttpResponse, body: Buffer, settled: Settled): HttpResponse {
  const { status } = response;
  const { opened } = answered;
  const answer: AnswerFacts = settled.answer ?? {};
  const failedInside = answer.error !== undefined || status >= 400;
  const cost = end(answered, {
    status,
    answer,
    said: settled.answer?.segments,
    usage: settled.answer?.usage,
    estimatedOutput: estimateOf(answered, settled.answer),
    outputCoverage: settled.coverage,
    chunks: 0,
    overheadMs: performance.now() - settled.came,
    error: failedInside ? 'upstream_status' : undefined,
  });
  const verdict = stronger(answered.verdict.action, settled.verdict?.action ?? 'allow');
  const known = cost !== undefined && cost.confidence !== 'unknown';
  const added: [string, string][] = [
    ['content-length', String(body.length)],
    ['x-spanguard-call', opened.recorder.id],
    ['x-spanguard-verdict', verdict],
  ];
  if (known) added.push(['x-spanguard-cost-usd', formatUsd(cost.picodollars)]);
  const headers = withHeaders(response.headers, settled.changed === true ? rewritten : reframed, added);
  return { status, headers, body: wholeBody(body) };
}

/** Our own count of an answer whose provider did not count; errors and vectors have none. */
function estimateOf({ guardrails, call }: Answered, answer: Answer | undefined): number | undefined {
  if (answer === undefined || answer.usage !== undefined || answer.error !== undefined) return undefined;
  if (call.operation !== 'chat' && call.operation !== 'text_completion') return undefined;
  let tokens = 0;
  for (const segment of answer.segments) tokens += guardrails.estimate(segment.text);
  return tokens;
}

/**
 * The provider broke off in the middle. Where no policy could have changed the answer the caller
 * gets what came and the same break; else nothing unjudged leaves, and the call fails.
 */
function passBroken(
  answered: Answered,
  response: HttpResponse,
  { bytes, error }: Extract<Gathered, { kind: 'broken' }>,
): HttpResponse {
  const { opened, judge, signal } = answered;
  end(answered, {
    status: response.status,
    answer: {},
    usage: undefined,
    estimatedOutput: undefined,
    outputCoverage: 'skipped:broken',
    chunks: 0,
    overheadMs: 0,
    error: signal.aborted ? 'client_closed' : callErrorOf(error),
  });
  if (judge.changesOutput) throw new BrokenAnswer(error);
  const headers = withHeaders(response.headers, asItCame, [
    ['x-spanguard-call', opened.recorder.id],
    ['x-spanguard-verdict', answered.verdict.action],
  ]);
  return { status: response.status, headers, body: brokenBody(bytes, error) };
}

/** Tells the guard that the record is closed already. */
export class BrokenAnswer extends SpanguardError {
  constructor(cause: Error) {
    super('upstream_broken', 'The provider broke off in the middle of its answer.', { cause });
  }
}

function coverageOf(answer: Answer): Coverage {
  for (const kind in answer.unread) return `skipped:${kind}`;
  return 'scanned';
}

/** Vectors and counts hold no text to check. */
function refusesUnread({ guardrails, call, judge }: Answered, reason: string): boolean {
  const tooLarge = reason === 'too-large' && judge.closed === true;
  return (
    (tooLarge || guardrails.settings.onUnscannable === 'block') &&
    call.operation !== 'embeddings' &&
    call.operation !== 'count_tokens'
  );
}

function refuseUnread(answered: Answered, reason: string, answer?: Answer): HttpResponse {
  const { opened, call, dialect } = answered;
  const what = reason.replace('skipped:', '');
  const response = refused(
    dialect,
    unscannableRefusal(`the answer (${what})`, opened.recorder.id, 502, call),
    opened.recorder,
  );
  end(answered, {
    status: response.status,
    answer: answer ?? {},
    usage: answer?.usage,
    estimatedOutput: undefined,
    outputCoverage: `skipped:${what}`,
    chunks: 0,
    overheadMs: 0,
  });
  return response;
}

function end(answered: Answered, ended: Ended & { usage: Usage | undefined }): Cost | undefined {
  return close(answered.guardrails, answered.opened, ended);
}

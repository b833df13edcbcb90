import type { Role, Segment } from '../core/call.ts';
import { allow, type Verdict, type VerdictAction } from '../core/verdict.ts';
import { type Found, locate } from './found.ts';
import type { Rule, SidePlan, Track } from './plan.ts';
import type { Answer, Question, QuestionList } from './questions.ts';
import { type Failure, isFailure } from './reading.ts';
import { mostFindings, type Tally } from './tally.ts';
import { createTape, type Tape } from './tape.ts';
import { createWindows } from './windows.ts';

/** A window of a text that was asked about, on the tape. */
export interface Window {
  readonly start: number;
  readonly at: number;
  /** What stands before this was judged with what stands around it, before this window was. */
  readonly safe: number;
}

export type TakeWindow = (track: Track, answers: readonly Answer[], window: Window) => void;

/** A detector that asks others on its way along a tape: answers are for windows, and come in order. */
export interface AskingLane {
  readonly track: Track;
  /** End of the first window that there is no answer for yet; infinite where there is none, or it is for the record only. */
  readonly unanswered: number;
  readonly safe: number;
  /** The tape must stay known from here on. */
  readonly needed: number;
  advance(tape: Tape, final: boolean): void;
}

export function askingLane(track: Track, role: Role, questions: QuestionList, take: TakeWindow): AskingLane {
  const { reach } = track.detector;
  const windows = createWindows(reach);
  const open: { readonly question: Question; readonly start: number; readonly at: number }[] = [];
  let safe = 0;
  return {
    track,
    get unanswered() {
      const [first] = open;
      return first === undefined || first.question.noted ? Number.POSITIVE_INFINITY : first.at;
    },
    get safe() {
      return safe;
    },
    get needed() {
      return Math.min(open[0]?.start ?? Number.POSITIVE_INFINITY, windows.needed, safe);
    },
    advance(tape, final) {
      windows.advance(tape, final, (text, start, at) => {
        const question = questions.ask(track, text, role, (answers) => {
          open.shift();
          const before = safe;
          safe = Math.max(safe, at - reach);
          take(track, answers, { start, at, safe: before });
        });
        open.push({ question, start, at });
      });
      // The end of a string waits for what can still stop it, also where its text flowed.
      if (final) for (const { question } of open) question.holds = !question.noted;
    },
  };
}

/** Sorts what an answer holds for each rule; `scored` remembers where a rule's last finding ended. */
export function eachAnswer(
  tape: Tape,
  json: boolean,
  track: Track,
  answers: readonly Answer[],
  { start }: Window,
  scored: Map<Rule, number>,
  found: (rule: Rule, found: Found) => void,
  failed: (rule: Rule, failure: Failure) => void,
): void {
  track.rules.forEach((rule, i) => {
    const answer = answers[i]!;
    if (isFailure(answer)) {
      failed(rule, answer);
      return;
    }
    for (const match of answer) {
      if (match.score < rule.policy.threshold) continue;
      for (const one of locate(tape, json, { ...match, start: start + match.start, end: start + match.end })) {
        // Windows overlap, and what is in two of them is one finding.
        if (one.start < (scored.get(rule) ?? 0)) continue;
        scored.set(rule, one.end);
        found(rule, one);
      }
    }
  });
}

/**
 * Asks about whole texts, window by window; undefined where there is nothing to ask. Rejects when it
 * was abandoned, or for a fault of our own.
 */
export function judgeAsked(
  segments: readonly Segment[],
  plan: SidePlan,
  questions: QuestionList,
  tally: Tally,
): Promise<Verdict> | undefined {
  let asking = false;
  for (const segment of segments) {
    const { role, text, json } = segment;
    const tracks = plan.asked[role];
    if (tracks.length === 0 || text === '') continue;
    asking = true;
    const tape = createTape(json === true);
    tape.push(text);
    tape.end();
    const scored = new Map<Rule, number>();
    for (const track of tracks) {
      const lane = askingLane(track, role, questions, (_, answers, window) => {
        eachAnswer(
          tape,
          json === true,
          track,
          answers,
          window,
          scored,
          (rule, found) => tally.hit({ rule, track, found }, segment),
          (rule, { reason }) => tally.fault(rule, track.detector.name, reason),
        );
      });
      lane.advance(tape, true);
    }
  }
  if (!asking) return undefined;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      if (questions.dropped) reject(new Error('Nobody waited for the answers'));
      else if (!questions.open) resolve(tally.verdict([]));
    };
    questions.onAnswer(settle);
    settle();
  });
}

const order: Readonly<Record<VerdictAction, number>> = { allow: 0, flag: 1, redact: 2, block: 3 };

/** What was decided at once and what others answered, as one verdict. */
export function together(own: Verdict, others: Verdict): Verdict {
  if (others === allow) return own;
  const findings = [...own.findings, ...others.findings].slice(0, mostFindings);
  const faults = [...own.faults, ...others.faults];
  const stronger = order[others.action] > order[own.action] ? others : own;
  const { formats } = own;
  return { ...stronger, findings, faults, ...(formats === undefined ? {} : { formats }) };
}

import type { Role, Side } from '../core/call.ts';
import type { Questions } from '../core/guardrails.ts';
import type { Signal } from '../core/http.ts';
import { within } from './deadline.ts';
import type { Asking, Detector, Match } from './detector.ts';
import { checkMatch } from './found.ts';
import { stops, type Track } from './plan.ts';
import { type Failure, failureOf } from './reading.ts';

/** What somebody else made of a text. */
export type Answer = readonly Match[] | Failure;

/** Takes the answers to one question, one for each rule of its track. */
export type TakeAnswers = (answers: readonly Answer[]) => void;

/** A question that is open. */
export interface Question {
  /** Text waits for the answer. */
  holds: boolean;
  /** The answer is for the record only. */
  readonly noted: boolean;
}

/** The questions that one side of a call puts to others. */
export interface QuestionList extends Questions {
  /** Some question never gets its answer. */
  readonly dropped: boolean;
  ask(track: Track, text: string, role: Role, take: TakeAnswers): Question;
  /** Puts a question whose turn may come: when it does, its answer is on the way. */
  prepare(track: Track, text: string, role: Role): void;
}

interface Asked extends Question {
  readonly controller: AbortController;
  readonly take: TakeAnswers;
  answers: readonly Answer[] | undefined;
}

/** A question before its turn. */
interface Prepared {
  readonly controller: AbortController;
  readonly answer: Promise<Answer>;
}

/** More questions before their turn are not put. */
const mostPrepared = 8;

/** More open questions than this, and the source of the text is to pause. */
const many = 16;

/**
 * Answers are taken in the order of the questions, whatever the order they come in: what is made of
 * them does not depend on who was quicker.
 */
export function createQuestions(side: Side, model: string, caller: Signal): QuestionList {
  let asked: Asked[] = [];
  let listener: () => void = () => {};
  let closed = false;
  let failed = false;
  let dropped = false;
  let listening = false;
  const prepared = new Map<string, Prepared>();

  function listen(wanted: boolean): void {
    if (wanted === listening) return;
    listening = wanted;
    if (wanted) caller.addEventListener('abort', leave);
    else caller.removeEventListener('abort', leave);
  }

  /** No more is asked, and of what was only `kept` is waited for. */
  function close(kept: (question: Asked) => boolean): void {
    closed = true;
    for (const { controller } of prepared.values()) controller.abort();
    prepared.clear();
    const left = asked.filter((question) => !kept(question));
    if (left.length > 0) dropped = true;
    asked = asked.filter(kept);
    if (asked.length === 0) listen(false);
    for (const { controller } of left) controller.abort();
  }

  /** What is only noted is worth an answer all the same: whoever has had all of an answer leaves too. */
  function leave(): void {
    if (closed) return;
    close(({ noted }) => noted);
    listener();
  }

  function abandon(): void {
    if (closed && asked.length === 0) return;
    close(() => false);
    listener();
  }

  function put({ detector }: Track, text: string, role: Role): Prepared {
    const controller = new AbortController();
    return { controller, answer: answerOf(detector, text, { signal: controller.signal, side, role, model }) };
  }

  function takeAnswers(): void {
    try {
      for (let first = asked[0]; first?.answers !== undefined; first = asked[0]) {
        asked.shift();
        first.take(first.answers);
      }
    } catch {
      // A fault of our own: nobody may take the text for judged.
      failed = true;
      abandon();
      return;
    }
    if (asked.length === 0) listen(false);
    listener();
  }

  return {
    get open() {
      return asked.length > 0;
    },
    get holding() {
      return asked.some(({ holds }) => holds);
    },
    get many() {
      return asked.length >= many;
    },
    get closed() {
      return closed;
    },
    get dropped() {
      return dropped;
    },
    get failed() {
      return failed;
    },
    onAnswer(then) {
      listener = then;
    },
    abandon,
    conclude() {
      if (!closed) close(({ noted }) => noted);
    },
    prepare(track, text, role) {
      const key = keyOf(track, text, role);
      if (closed || caller.aborted || prepared.size >= mostPrepared || prepared.has(key)) return;
      prepared.set(key, put(track, text, role));
    },
    ask(track, text, role, take) {
      const noted = !track.rules.some(stops);
      const key = keyOf(track, text, role);
      const early = prepared.get(key);
      prepared.delete(key);
      const controller = early?.controller ?? new AbortController();
      const question: Asked = { holds: track.judged, noted, controller, take, answers: undefined };
      // Nobody wants to know any more: the text stays unjudged, and so stays where it is.
      if (caller.aborted && !closed) close(({ noted: onlyNoted }) => onlyNoted);
      if (closed) {
        dropped = true;
        return question;
      }
      asked.push(question);
      listen(true);
      const answer = early?.answer ?? answerOf(track.detector, text, { signal: controller.signal, side, role, model });
      void Promise.all(track.rules.map(({ policy }) => within(answer, policy.deadlineMs))).then((answers) => {
        // Where it came too late for the last of the rules, it need not come at all.
        controller.abort();
        if (!asked.includes(question)) return;
        question.answers = answers;
        takeAnswers();
      });
      return question;
    },
  };
}

function keyOf({ detector }: Track, text: string, role: Role): string {
  return `${detector.name} ${role} ${text}`;
}

async function answerOf(detector: Detector, text: string, asking: Asking): Promise<Answer> {
  try {
    const matches = [...(await detector.detect(text, 0, asking))];
    for (const { start, end, score } of matches) checkMatch(start, end, score, text.length);
    return matches;
  } catch (error) {
    return failureOf(error);
  }
}

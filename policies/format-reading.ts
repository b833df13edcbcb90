import { jsonChecker } from './json-checker.ts';
import type { FormatRules } from './policy.ts';

/** One answer's text, read for its format as it arrives. Says of each character what the text before it decides. */
export interface FormatReading {
  read(text: string): void;
  /** The text is over; whether it has the format. */
  end(): boolean;
  /** The first character with which it cannot have it; undefined while it can. */
  readonly failedAt: number | undefined;
  /** Where the value begins when it stands in a fence, once that is known. */
  readonly opened: number | undefined;
  /** Where the value ended, once it has. */
  readonly closed: number | undefined;
  /** It may yet turn out to stand in a fence. */
  readonly undecided: boolean;
}

const LEAD = 0;
const TICKS = 1;
const INFO = 2;
const VALUE = 3;
const TAIL = 4;
const CLOSING = 5;
const OVER = 6;

export function formatReading(fences: FormatRules['fences']): FormatReading {
  const checker = jsonChecker();
  let phase = LEAD;
  let ticks = 0;
  let at = 0;
  let failedAt: number | undefined;
  let opened: number | undefined;
  let closed: number | undefined;

  function step(c: string): boolean {
    switch (phase) {
      case LEAD:
        if (isBlank(c)) return true;
        if (c !== '`' || fences === 'deny') {
          phase = VALUE;
          return false;
        }
        phase = TICKS;
        ticks = 1;
        return true;
      case TICKS:
        if (c !== '`') return fail();
        if (++ticks === 3) phase = INFO;
        return true;
      case INFO:
        if (c === '\n') {
          opened = at + 1;
          phase = VALUE;
        } else if (!/[\w .+\r-]/.test(c)) return fail();
        return true;
      case TAIL:
        if (isBlank(c)) return true;
        if (c !== '`' || opened === undefined) return fail();
        phase = CLOSING;
        ticks = 1;
        return true;
      case CLOSING:
        if (c !== '`') return fail();
        if (++ticks === 3) phase = OVER;
        return true;
      default:
        return isBlank(c) || fail();
    }
  }

  function fail(): false {
    failedAt = at;
    return false;
  }

  return {
    read(text) {
      let i = 0;
      while (i < text.length && failedAt === undefined) {
        if (phase === VALUE) {
          const taken = checker.take(text, i);
          i += taken;
          at += taken;
          if (checker.failed) failedAt = at;
          else if (checker.done) {
            closed = at;
            phase = TAIL;
          }
        } else if (step(text.charAt(i))) {
          i++;
          at++;
        }
      }
    },
    end() {
      if (failedAt !== undefined) return false;
      if (phase === VALUE && checker.end()) {
        closed = at;
        phase = TAIL;
      }
      if (phase === OVER || (phase === TAIL && opened === undefined)) return true;
      failedAt = at;
      return false;
    },
    get failedAt() {
      return failedAt;
    },
    get opened() {
      return opened;
    },
    get closed() {
      return closed;
    },
    get undecided() {
      return phase < VALUE && failedAt === undefined;
    },
  };
}

function isBlank(c: string): boolean {
  return c === ' ' || c === '\n' || c === '\r' || c === '\t';
}

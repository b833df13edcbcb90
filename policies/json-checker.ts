/**
 * Checks a text that arrives in pieces for being one JSON value (RFC 8259), a character at a time. What
 * it says of a character depends on the text before it alone.
 */
export interface JsonChecker {
  /**
   * Reads on; returns how many characters it took. Fewer than there are: the value has ended there, or
   * the next character cannot be (`failed`).
   */
  take(text: string, from: number): number;
  /** No text can follow that makes it JSON. */
  readonly failed: boolean;
  /** The value has ended; white space may follow. Of a number at the end of the text only {@link end} can tell. */
  readonly done: boolean;
  /** The text is over: whether it was one value. */
  end(): boolean;
}

/** Deeper values are taken for no JSON: most readers give up before. */
const deepest = 10_000;

const VALUE = 0; // a value must begin
const FIRST = 1; // a value or the end of an empty array
const KEY = 2; // a key must begin
const FIRST_KEY = 3; // a key or the end of an empty object
const COLON = 4;
const AFTER = 5; // a comma or the end of what is open
const STRING = 6;
const ESCAPE = 7;
const HEX = 8;
const WORD = 9; // true, false, null
const MINUS = 10;
const ZERO = 11;
const INTEGER = 12;
const POINT = 13;
const FRACTION = 14;
const EXPONENT = 15; // e, a sign or a digit must follow
const SIGNED = 16; // a digit must follow
const POWER = 17;
const DONE = 18;
const FAILED = 19;

const words: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

export function jsonChecker(): JsonChecker {
  let state = VALUE;
  let key = false;
  let word = '';
  let seen = 0;
  /** What is open: 1 for an object, 0 for an array. */
  const open: number[] = [];

  function after(): number {
    return open.length === 0 ? DONE : AFTER;
  }

  function close(object: number): number {
    if (open.pop() !== object) return FAILED;
    return after();
  }

  function begin(c: string): number {
    switch (c) {
      case '{':
      case '[':
        if (open.length === deepest) return FAILED;
        open.push(c === '{' ? 1 : 0);
        return c === '{' ? FIRST_KEY : FIRST;
      case '"':
        key = false;
        return STRING;
      case '-':
        return MINUS;
      case '0':
        return ZERO;
      default:
        if (c >= '1' && c <= '9') return INTEGER;
        word = words[c] ?? '';
        seen = 1;
        return word === '' ? FAILED : WORD;
    }
  }

  function step(c: string): number {
    switch (state) {
      case VALUE:
        return isBlank(c) ? VALUE : begin(c);
      case FIRST:
        return isBlank(c) ? FIRST : c === ']' ? close(0) : begin(c);
      case KEY:
      case FIRST_KEY:
        if (isBlank(c)) return state;
        if (c === '}' && state === FIRST_KEY) return close(1);
        key = true;
        return c === '"' ? STRING : FAILED;
      case COLON:
        return isBlank(c) ? COLON : c === ':' ? VALUE : FAILED;
      case AFTER:
        if (isBlank(c)) return AFTER;
        if (c === ',') return open[open.length - 1] === 1 ? KEY : VALUE;
        return c === '}' ? close(1) : c === ']' ? close(0) : FAILED;
      case STRING:
        if (c === '"') return key ? COLON : after();
        if (c === '\\') return ESCAPE;
        return c < ' ' ? FAILED : STRING;
      case ESCAPE:
        seen = 0;
        return c === 'u' ? HEX : '"\\/bfnrt'.includes(c) ? STRING : FAILED;
      case HEX:
        return !isHex(c) ? FAILED : ++seen === 4 ? STRING : HEX;
      case WORD:
        if (c !== word.charAt(seen)) return FAILED;
        return ++seen === word.length ? after() : WORD;
      case MINUS:
        return c === '0' ? ZERO : isDigit(c) ? INTEGER : FAILED;
      case POINT:
        return isDigit(c) ? FRACTION : FAILED;
      case EXPONENT:
        return isDigit(c) ? POWER : c === '+' || c === '-' ? SIGNED : FAILED;
      case SIGNED:
        return isDigit(c) ? POWER : FAILED;
      default:
        return number(c);
    }
  }

  /** Behind a digit: the number goes on, or has ended and this character is judged as what follows it. */
  function number(c: string): number {
    if (isDigit(c) && state !== ZERO) return state;
    if (c === '.' && (state === ZERO || state === INTEGER)) return POINT;
    if ((c === 'e' || c === 'E') && state !== POWER) return EXPONENT;
    state = after();
    return state === DONE ? DONE : step(c);
  }

  return {
    take(text, from) {
      let at = from;
      while (at < text.length && state < DONE) {
        const c = text.charAt(at);
        const number = state >= ZERO && state <= POWER && open.length === 0;
        state = step(c);
        if (state === FAILED) break;
        // A number at the top ended before this character.
        if (state === DONE && number) break;
        at++;
      }
      return at - from;
    },
    get failed() {
      return state === FAILED;
    },
    get done() {
      return state === DONE;
    },
    end() {
      if (state === ZERO || state === INTEGER || state === FRACTION || state === POWER) state = after();
      return state === DONE;
    },
  };
}

function isBlank(c: string): boolean {
  return c === ' ' || c === '\n' || c === '\r' || c === '\t';
}

function isDigit(c: string): boolean {
  return c >= '0' && c <= '9';
}

function isHex(c: string): boolean {
  return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

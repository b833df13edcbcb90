/** Classes of characters that forms tell apart; 0 is none of them. */
export const DIGIT = 1;
export const LETTER = 2;
const separators = ' -./+()';
export const classes = 3 + separators.length;

/** By ASCII code. */
export const classOf: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) return DIGIT;
  if (/[A-Za-z]/.test(character)) return LETTER;
  return separators.includes(character) ? 3 + separators.indexOf(character) : 0;
});

export interface Form {
  readonly written: string;
  /** Whose. */
  readonly member: number;
  readonly alone: boolean;
}

/** All forms at once, as an automaton: one step a character, whatever number of forms there is. */
export interface Table {
  /** By state and class: the next state; 0 is the end of it, 1 the beginning. */
  readonly next: Uint16Array;
  /** By state: the forms that are complete there. */
  readonly complete: ReadonlyArray<readonly Form[] | undefined>;
  readonly longest: number;
  /** Most groups of letters before the first with a digit. */
  readonly heads: number;
}

/** `A` a letter, `9` a digit, `X` either, `~` a space, dash or dot; all else is itself. */
const symbols: Readonly<Record<string, readonly number[]>> = {
  9: [DIGIT],
  A: [LETTER],
  X: [DIGIT, LETTER],
  '~': [3, 4, 5],
};

export function compileForms(forms: readonly Form[]): Table {
  const states = new Map<string, number>();
  const sets: Array<ReadonlyArray<readonly [form: Form, at: number]>> = [[]];
  const stateOf = (set: ReadonlyArray<readonly [Form, number]>): number => {
    if (set.length === 0) return 0;
    const key = set.map(([form, at]) => `${forms.indexOf(form)}:${at}`).join();
    let state = states.get(key);
    if (state === undefined) {
      state = sets.length;
      states.set(key, state);
      sets.push(set);
    }
    return state;
  };
  stateOf(forms.map((form) => [form, 0]));
  const next: number[] = new Array(classes).fill(0);
  for (let state = 1; state < sets.length; state++) {
    for (let kind = 0; kind < classes; kind++) {
      const on = sets[state]!.filter(([{ written }, at]) => at < written.length && accepts(written[at]!, kind));
      next.push(stateOf(on.map(([form, at]) => [form, at + 1])));
    }
  }
  const complete = sets.map((set) => {
    const done = set.filter(([{ written }, at]) => at === written.length).map(([form]) => form);
    return done.length === 0 ? undefined : done;
  });
  return {
    next: Uint16Array.from(next),
    complete,
    longest: Math.max(...forms.map(({ written }) => written.length)),
    heads: Math.max(...forms.map(({ written }) => headsOf(written))),
  };
}

function accepts(symbol: string, kind: number): boolean {
  const known = symbols[symbol];
  return known === undefined ? classOf[symbol.charCodeAt(0)] === kind : known.includes(kind);
}

function headsOf(written: string): number {
  return written.split(/[^9AX]/).findIndex((group) => group.includes('9') || group.includes('X'));
}

/** Classes of characters that forms tell apart; 0 is none of them. */
export const DIGIT = 1;
export const LETTER = 2;
const separators = ' -./+():';
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

/** `A` a letter, `9` a digit, `X` either, `~` a space, dash or dot; all else is itself. As bits by class. */
function kindsOf(symbol: string): number {
  if (symbol === '9') return 1 << DIGIT;
  if (symbol === 'A') return 1 << LETTER;
  if (symbol === 'X') return (1 << DIGIT) | (1 << LETTER);
  if (symbol === '~') return (1 << 3) | (1 << 4) | (1 << 5);
  return 1 << classOf[symbol.charCodeAt(0)]!;
}

export function compileForms(forms: readonly Form[]): Table {
  // Places in forms, numbered through: what is accepted there, and the form that ends there.
  const kinds: number[] = [];
  const ending: Array<Form | undefined> = [];
  const starts = forms.map((form) => {
    const start = kinds.length;
    for (const symbol of form.written) kinds.push(kindsOf(symbol));
    kinds.push(0);
    ending[kinds.length - 1] = form;
    return start;
  });
  const states = new Map<string, number>();
  const sets: Array<readonly number[]> = [[]];
  const stateOf = (set: readonly number[]): number => {
    if (set.length === 0) return 0;
    const key = set.join();
    let state = states.get(key);
    if (state === undefined) {
      state = sets.length;
      states.set(key, state);
      sets.push(set);
    }
    return state;
  };
  stateOf(starts);
  const next: number[] = new Array(classes).fill(0);
  for (let state = 1; state < sets.length; state++) {
    const set = sets[state]!;
    for (let kind = 0; kind < classes; kind++) {
      const on: number[] = [];
      for (const place of set) if ((kinds[place]! & (1 << kind)) !== 0) on.push(place + 1);
      next.push(stateOf(on));
    }
  }
  const complete = sets.map((set) => {
    const done = set.flatMap((place) => ending[place] ?? []);
    return done.length === 0 ? undefined : done;
  });
  return {
    next: Uint16Array.from(next),
    complete,
    longest: Math.max(...forms.map(({ written }) => written.length)),
    heads: Math.max(...forms.map(({ written }) => /^(?:A+[^\dAX])*/.exec(written)![0].replace(/A+/g, '').length)),
  };
}

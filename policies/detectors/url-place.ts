/** What stands around a URL: where it leads a reader to. */
export interface Place {
  /** `image`: fetched by whoever shows the text. `definition`: of a link or image that is elsewhere. */
  readonly kind: 'image' | 'link' | 'definition' | 'bare';
  /** What ends it: a sign of its own (with spaces allowed before it), or white space. */
  readonly until: '>' | '"' | "'" | undefined;
}

/** How far back is looked for what a URL belongs to: the words of a link, the name of a tag. */
export const lookback = 256;
const mostBlanks = 16;
const loading = /^(?:src|srcset|poster|data|background|action|formaction)$/i;

/** `at` is where the URL begins. Reads back only, and no more than {@link lookback}. */
export function placeOf(text: string, at: number): Place {
  const before = text.charAt(at - 1);
  const quote = before === '"' || before === "'" ? before : undefined;
  const name = attributeBefore(text, quote === undefined ? at : at - 1);
  if (name !== undefined) {
    // A list of several, each up to the next blank.
    const listed = name.toLowerCase() === 'srcset';
    return { kind: loading.test(name) ? 'image' : 'link', until: listed ? undefined : quote };
  }
  const until = before === '<' ? '>' : undefined;
  const from = blanksBefore(text, until === undefined ? at : at - 1);
  const opener = text.slice(Math.max(0, from - 2), from);
  if (opener === '](') return { kind: isImage(text, from - 2) ? 'image' : 'link', until };
  if (opener === ']:') return { kind: 'definition', until };
  return { kind: 'bare', until: undefined };
}

function blanksBefore(text: string, at: number): number {
  const floor = Math.max(0, at - mostBlanks);
  let from = at;
  while (from > floor && isBlank(text.charCodeAt(from - 1))) from--;
  return from;
}

function isBlank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}

/** Whether the link words that end at this `]` begin with `![`. Words too long to see the start of count as an image's. */
function isImage(text: string, end: number): boolean {
  const floor = Math.max(0, end - lookback + mostBlanks + 4);
  let depth = 1;
  for (let at = end - 1; at >= floor; at--) {
    const sign = text.charAt(at);
    if ((sign !== '[' && sign !== ']') || text.charAt(at - 1) === '\\') continue;
    depth += sign === ']' ? 1 : -1;
    if (depth === 0) return text.charAt(at - 1) === '!';
  }
  return floor > 0;
}

/** The name of the attribute whose value begins at `at`, where that is within a tag. */
function attributeBefore(text: string, at: number): string | undefined {
  const equals = blanksBefore(text, at) - 1;
  if (text.charAt(equals) !== '=') return undefined;
  const end = blanksBefore(text, equals);
  let start = end;
  while (start > 0 && end - start <= mostBlanks && /[A-Za-z-]/.test(text.charAt(start - 1))) start--;
  if (start === end) return undefined;
  const floor = Math.max(0, at - lookback + 1);
  for (let from = start - 1; from >= floor; from--) {
    const sign = text.charAt(from);
    if (sign === '>') return undefined;
    if (sign === '<') return /[A-Za-z]/.test(text.charAt(from + 1)) ? text.slice(start, end) : undefined;
  }
  return undefined;
}

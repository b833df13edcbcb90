import { type HeaderList, isNamed } from '../core/http.ts';
import { parseTraceparent, type TraceParent } from './trace-context.ts';

/** What a caller says of itself: its trace, and the dimensions it wants its calls told apart by. */
export interface Caller {
  readonly parent: TraceParent | undefined;
  readonly team: string | undefined;
  readonly user: string | undefined;
  readonly feature: string | undefined;
  /** Which retry of the caller's SDK this is; undefined on the first attempt. */
  readonly resend: number | undefined;
}

const mostChars = 128;

/** One pass over the headers; names are told apart by length first, since most are none of ours. */
export function readCaller(headers: HeaderList): Caller {
  let traceparent: string | undefined;
  let repeated = false;
  let state: string | undefined;
  let team: string | undefined;
  let user: string | undefined;
  let feature: string | undefined;
  let resend: number | undefined;
  for (const field of headers) {
    const name = field[0];
    const value = field[1];
    switch (name.length) {
      case 10:
        // May be split over several fields, which count as one list.
        if (isNamed(name, 'tracestate')) state = state === undefined ? value : `${state},${value}`;
        break;
      case 11:
        if (isNamed(name, 'traceparent')) {
          repeated = traceparent !== undefined;
          traceparent = value;
        }
        break;
      case 16:
        if (isNamed(name, 'x-spanguard-team')) team ??= cleaned(value, mostChars);
        else if (isNamed(name, 'x-spanguard-user')) user ??= cleaned(value, mostChars);
        break;
      case 19:
        if (isNamed(name, 'x-spanguard-feature')) feature ??= cleaned(value, mostChars);
        break;
      case 23:
        // What the SDKs of OpenAI, Anthropic and others made by Stainless say of their own retries.
        if (isNamed(name, 'x-stainless-retry-count') && /^[1-9]\d{0,3}$/.test(value)) resend = Number(value);
        break;
    }
  }
  const parent = traceparent === undefined || repeated ? undefined : parseTraceparent(traceparent.trim(), state);
  return { parent, team, user, feature, resend };
}

const control = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/;
const controls = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;

/** Foreign words made fit for a label: no control characters, bounded; undefined when nothing is left. */
export function cleaned(value: string, most: number): string | undefined {
  let text = cut(value, most);
  if (control.test(text)) text = text.replace(controls, '');
  text = text.trim();
  return text === '' ? undefined : text;
}

/** The string's beginning as a string of its own: a slice would keep all of a megabyte alive. */
export function cut(value: string, most: number): string {
  return value.length > most ? Buffer.from(value.slice(0, most)).toString() : value;
}

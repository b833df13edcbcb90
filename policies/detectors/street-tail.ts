import type { Reading } from './street-letters.ts';

/** The longest that is read behind the street and its number. */
export const tailReach = 96;

/** Words in small letters within the names of towns, and what flats are called. */
const small =
  'am|an|der|de|del|la|di|do|upon|on|sur|en|le|les|apt|apartment|suite|ste|unit|flat|floor|room|rm|box|piso';
const word = String.raw`\p{Lu}[\p{L}'’-]{0,24}\.?`;
const apart = `(?:, ?|,? ?\n {0,2}| {1,2}| - )`;
const dotted = String.raw`\b\.? ?#?(?:\d{1,5}[A-Za-z]?|[A-Z]\d{0,4})\b`;
const unit = String.raw`(?:(?:[Aa]pt|APT|[Aa]partment|[Ss]uite|SUITE|[Ss]te|STE|[Uu]nit|UNIT|[Ff]lat|[Ff]loor|[Rr]oom|[Rr]m|[Bb]ox|[Pp]iso)${dotted}|#[ ]?\d{1,5}[A-Za-z]?\b|\d{1,2}(?:st|nd|rd|th) [Ff]l(?:oor)?\b|\d{1,2}[ºª°](?: ?[A-Z]\b| izq(?:uierda)?| (?:dcha|derecha))?|\d{1,2}[oa] ?[A-Z]\b)`;
const town = `${word}(?:[ -](?:(?:${small})[ -]){0,2}${word}){0,2}`;
const kingdom = String.raw`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`;
const canada = String.raw`[A-Z]\d[A-Z] ?\d[A-Z]\d\b`;
const zip = String.raw`\d{5}(?:-\d{4})?(?![\d-])`;
const state = String.raw`(?:[A-Z]{2}|[A-Z]\.[A-Z]\.|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming)`;
const known = String.raw`(?:${state},? ${zip}|${kingdom}|(?:[A-Z]{2} )?${canada}|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{4}\b)`;
/** Town first, as in English. */
const behindTown = `(?:${town}(?:,? |${apart}))??(?:${town}${apart})??`;
/** The code first, as on the continent. */
const codeOf = String.raw`(?:[A-Z]{1,2}-|CAP |CEP:? |CP )?(?:\d{4} ?[A-Z]{2}|\d{3} \d{2}|\d{2}-\d{3}|\d{5})`;
const beforeTown = String.raw`(?:${codeOf}|(?:[A-Z]{1,2}-)?\d{4}(?:-\d{3})?|\d{6}) ${town}`;
const brazil = String.raw`(?:${town}${apart}){0,2}(?:[A-Z]{2},? )?(?:CEP:? )?\d{5}-\d{3}(?!\d)`;
const firm = '(?:, ?| ?\n {0,2})';
const sureTown = String.raw`\p{Lu}\p{L}{2,24}(?:[ -](?:(?:${small})[ -]){0,2}${word}){0,2}`;

/** Proof enough by itself; then what needs a street before it. */
const forms = [
  ['town', `${firm}(?:${codeOf} ${sureTown}|(?:${unit}${apart}){0,2}${behindTown}${known})`],
  ['code', `(?:${apart}${unit}){0,2}${apart}(?:${beforeTown}|${brazil}|${behindTown}(?:${known}|${zip}))`],
  ['flat', `(?:${apart}${unit}){0,1}${apart}(?:[Aa]pt|APT|[Ss]uite|SUITE)${dotted}(?:${apart}${unit})?`],
  ['unit', `(?:${apart}${unit}){1,2}`],
].map(([kind, form]) => [kind as Exclude<Tail['kind'], 'none'>, new RegExp(form!, 'uy')] as const);
/** Flats and floors have one of these. */
const marked = /[#ºª°]|[AaSsUuFfRrBbPp][A-Za-z]{1,8}\.? ?#?[A-Z\d]|\d(?:st|nd|rd|th|[oa]) /;
/** All of this may become a tail. It has nothing to go back for: whatever it has read is right. */
const pieces = new RegExp(
  String.raw`(?:[\s,.:;#ºª°-]{1,5}(?:(?:\p{Lu}|\d)[\p{L}\d'’.-]{0,30}|(?:${small}|izq|izquierda|dcha|derecha)(?!\p{L}))){0,48}`,
  'uy',
);
const unfinished = /(?:[\s,.:;#ºª°-]{0,5}\p{Ll}{0,9})$/uy;

export interface Tail {
  readonly end: number;
  /**
   * `code`: of the post. `town`: with its town, so that nothing else need say that this is an address.
   * `flat`: of a number that flats and offices have, and not rooms and chapters.
   */
  readonly kind: 'none' | 'unit' | 'flat' | 'code' | 'town';
}

/** The flat, the town and its code, so far as they stand behind an address that ends here. */
export function tailOf(reading: Reading, end: number): Tail {
  const { text } = reading;
  pieces.lastIndex = end;
  pieces.test(text);
  unfinished.lastIndex = pieces.lastIndex;
  if (text.length - end < tailReach && unfinished.test(text)) reading.code(text.length);
  const reached = text.slice(end, pieces.lastIndex);
  const coded = /\d{4}|\d{3} \d|\d-\d{3}|[A-Z]\d/.test(reached);
  if (!coded && !marked.test(reached)) return { end, kind: 'none' };
  const within = text.length - end > tailReach ? text.slice(0, end + tailReach) : text;
  for (const [kind, form] of forms) {
    if (!coded && (kind === 'town' || kind === 'code')) continue;
    form.lastIndex = end;
    if (form.test(within)) return { end: form.lastIndex, kind };
  }
  return { end, kind: 'none' };
}

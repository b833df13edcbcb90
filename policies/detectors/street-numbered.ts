import { type Address, type Certainty, finished, mostNames } from './street-ends.ts';
import { isCapital, isDigit, isLetter, type Reading } from './street-letters.ts';
import { frenchLoose, frenchTypes, joiners, looseSuffixes, otherNames, shortened, suffixes } from './street-words.ts';

const again: ReadonlySet<string> = new Set(['bis', 'ter', 'quater']);

/** `12 Oak Street`, `12 bis rue de la Paix`. */
export function numberFirst(reading: Reading, start: number): Address | undefined {
  let at = reading.digits(start, 5);
  if (at === start) return undefined;
  const year = at - start === 4 && /^(?:19|20)/.test(reading.text.slice(start, start + 2));
  if (reading.is(at, '-') || reading.is(at, '/')) {
    const more = reading.digits(at + 1, 4);
    if (more === at + 1) return undefined;
    at = more;
  }
  if (isLetter(reading.code(at))) at++;
  if (isLetter(reading.code(at)) || isDigit(reading.code(at))) return undefined;
  const comma = reading.is(at, ',');
  let next = reading.blanks(comma ? at + 1 : at);
  if (next === at || (comma && next === at + 1)) return undefined;
  if (reading.unlike(next, frenchTypes, frenchLoose, again)) return undefined;
  let end = reading.word(next);
  if (again.has(reading.text.slice(next, end))) {
    next = reading.blanks(reading.is(end, ',') ? end + 1 : end);
    end = reading.word(next);
  }
  const french = reading.text.slice(next, end).toLowerCase();
  if (frenchTypes.has(french) || frenchLoose.has(french)) {
    const address = frenchName(reading, end, frenchLoose.has(french));
    if (address !== undefined) return address;
  }
  return comma ? undefined : englishName(reading, next, year);
}

/** Behind `rue`: joiners and capitals. */
function frenchName(reading: Reading, from: number, loose: boolean): Address | undefined {
  let at = reading.is(from, '.') ? from + 1 : from;
  let named = 0;
  let end = at;
  for (let count = 0; count < mostNames; count++) {
    const next = reading.blanks(at);
    const stop = reading.word(next);
    if (next === at || stop === next) break;
    const word = reading.text.slice(next, stop);
    if (isCapital(word.charCodeAt(0)) || /^[dl]['’]/.test(word)) {
      named++;
      at = reading.is(stop, '.') && word.length < 4 ? stop + 1 : stop;
      end = stop;
    } else if (joiners.has(word)) {
      at = stop;
    } else break;
    if (loose && count === 0 && !/^d(?:e|u|es|['’].*)$/.test(word)) return undefined;
  }
  return named === 0 ? undefined : finished(reading, end, 'sure');
}

/** Up to five words with capitals and a word for a street, or several of those. */
function englishName(reading: Reading, from: number, year: boolean): Address | undefined {
  let at = from;
  let best: { readonly end: number; readonly certainty: Certainty } | undefined;
  let last = '';
  let named = from;
  for (let count = 0; count < mostNames; count++) {
    const ordinal = reading.digits(at, 3);
    const end = reading.word(ordinal);
    if (end === ordinal) break;
    const word = reading.text.slice(at, end);
    const small = word.toLowerCase();
    if (ordinal > at && !/^\d+(?:st|nd|rd|th)$/.test(small)) break;
    const capital = ordinal > at || isCapital(word.charCodeAt(0));
    const loose = looseSuffixes.has(small);
    const street = loose ? capital && !otherNames.has(last) : suffixes.has(small) && (capital || small.length > 3);
    const dot = reading.is(end, '.') && (shortened.has(small) || small.length === 1);
    if (count > 0 && street) {
      const stop = dot && small.length > 1 && !sentenceEnds(reading, end) ? end + 1 : end;
      best = { end: stop, certainty: loose || !capital || year ? 'loose' : 'firm' };
    } else if (count === 1 && small === 'of' && last === 'avenue') {
      const stop = theName(reading, end);
      if (stop !== undefined) best = { end: stop, certainty: 'firm' };
      break;
    } else if (best !== undefined || !capital) break;
    last = small;
    if (best === undefined) named = end;
    const behind = dot ? end + 1 : end;
    at = reading.blanks(behind);
    if (at === behind) break;
  }
  // `8 The Green, Dover, DE 19901`
  if (best === undefined) return named > from && !year ? finished(reading, named, 'unsure') : undefined;
  return finished(reading, directed(reading, best.end), best.certainty);
}

/** `1 Avenue of the Americas` */
function theName(reading: Reading, from: number): number | undefined {
  let at = reading.blanks(from);
  if (reading.text.startsWith('the ', at)) at += 4;
  const end = reading.word(at);
  return end > at && isCapital(reading.code(at)) ? end : undefined;
}

/** A dot with nothing behind it is the sentence's. */
function sentenceEnds(reading: Reading, dot: number): boolean {
  return !reading.is(dot + 1, ' ') && !reading.is(dot + 1, ',');
}

/** `… Street NW` */
function directed(reading: Reading, at: number): number {
  const next = reading.blanks(at);
  const end = reading.word(next);
  if (next === at || end === next || !/^(?:[NS][EW]?|[EW]|North|South|East|West)$/.test(reading.text.slice(next, end)))
    return at;
  return end;
}

import type { Detector, Match } from '../detector.ts';
import { charSet, trailingRun } from '../pattern.ts';

const local = charSet(/[\w.%+-]/);
const domain = charSet(/[A-Za-z0-9.-]/);
const letter = charSet(/\w/);
const run = charSet(/[\w.%+@-]/);
const reach = 324;
const longestLocal = 64;
const longestDomain = 255;

/** Labels of letters, digits and inner dashes, and a last one of letters (or punycode). */
const tail = /^(?:[A-Za-z0-9-]{1,63}\.){1,20}(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})(?![A-Za-z0-9])/;

/**
 * RFC 5321, section 4.5.3.1: local part up to 64 octets, domain up to 255. Found from the `@`
 * outwards, so that text without one costs a single search.
 */
export const email: Detector = {
  name: 'email',
  category: 'pii',
  label: 'EMAIL',
  reach,
  // A name that is too long is none, also where its beginning has left already.
  context: longestLocal + 2,
  hint: (text) => text.includes('@'),
  open,
  detect(text, from = 0) {
    const found: Match[] = [];
    let floor = from;
    for (let at = text.indexOf('@', from); at !== -1; at = text.indexOf('@', at + 1)) {
      const end = domainEnd(text, at);
      if (end === -1) continue;
      const start = localStart(text, at, floor);
      if (start === -1) continue;
      found.push({ start, end, score: 0.95 });
      floor = end;
    }
    return found;
  },
  examples: {
    hits: [
      ['Write to anna.berg@example.com today', 'anna.berg@example.com'],
      ['<m.o+news@mail.example.co.uk>', 'm.o+news@mail.example.co.uk'],
      ['mailto:x_1@sub-domain.example.museum.', 'x_1@sub-domain.example.museum'],
      ['...first%last@example.io', 'first%last@example.io'],
      ['info@xn--bcher-kva.example', 'info@xn--bcher-kva.example'],
      ['a@example.com,b@example.org', 'a@example.com'],
    ],
    misses: [
      'meet @ noon',
      'npm i @scope/package@1.2.3',
      'user@localhost',
      'the @handle of someone',
      'git@ example.com',
      'a@b',
      '@example.com',
      'user@example.c',
    ],
  },
};

/** An address whose domain may go on, or a name; of what is longer than one none can come. */
function open(text: string): number {
  const { length } = text;
  let at = trailingRun(text, run, reach);
  const sign = text.lastIndexOf('@');
  if (sign >= at) {
    const start = localStart(text, sign, 0);
    if (start !== -1 && length - sign <= longestDomain + 1 && trailingRun(text, domain, length) === sign + 1)
      return start;
    at = sign + 1;
  }
  if (length - at > longestLocal) return length;
  while (at < length && letter[text.charCodeAt(at)] !== 1) at++;
  return at;
}

function localStart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > 0 && at - start <= longestLocal && local[text.charCodeAt(start - 1)] === 1) start--;
  if (at - start > longestLocal) return -1;
  start = Math.max(start, floor);
  // A dot, dash or plus does not begin a name: "…see:-me@example.com".
  while (start < at && letter[text.charCodeAt(start)] !== 1) start++;
  return start === at || text.charAt(at - 1) === '.' ? -1 : start;
}

function domainEnd(text: string, at: number): number {
  let end = at + 1;
  const limit = Math.min(text.length, at + longestDomain + 1);
  while (end < limit && domain[text.charCodeAt(end)] === 1) end++;
  if (end - at > longestDomain) return -1;
  const match = tail.exec(text.slice(at + 1, end));
  return match === null ? -1 : at + 1 + match[0].length;
}

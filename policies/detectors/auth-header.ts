import type { Detector } from '../detector.ts';
import { keyShape } from './key-shapes.ts';
import { isPlaceholder, looksRandom } from './placeholder.ts';
import { byStart, firstOpen, matchValues, openValue, type ToldValue, valueReach } from './told-values.ts';

interface Told extends ToldValue {
  readonly scheme: 'basic' | 'bearer' | 'none';
}

const longestLead = 48;
/** Found faster than any one spelling of it. */
const word = /uthorization/gi;
const header =
  /\\{0,2}["'`]?[ \t]{0,3}(?:[:=,]|=>)[ \t]{0,3}\\{0,2}["'`]?(?:(Basic|Bearer|Token|ApiKey|Api-Key|Bot|Key)[ \t]{1,2})?/iy;
const issued = new RegExp(`^${keyShape}`);

/**
 * Credentials in headers (RFC 9110, section 11.6; Basic: RFC 7617; Bearer: RFC 6750). The value alone
 * is the match. What has an issuer's mark, JSON Web Tokens among it, is of `api-key`.
 */
export const authHeader: Detector = {
  name: 'auth-header',
  category: 'secret',
  label: 'CREDENTIAL',
  reach: valueReach,
  context: longestLead,
  open: (text, from = 0) => openValue(text, toldIn(text, firstOpen(text, from))),
  detect: (text, from = 0) => matchValues(text, from, toldIn(text, from), scoreOf),
  examples: {
    hits: [
      ['Authorization: Basic YW5uYTpzM2NyM3QtdzByZA==', 'YW5uYTpzM2NyM3QtdzByZA=='],
      ['authorization: bearer q8Zr2LmX0vTn5WcK7yBd', 'q8Zr2LmX0vTn5WcK7yBd'],
      [`curl -H 'Authorization: Token f3a9c1d7e5b24680a1c3'`, 'f3a9c1d7e5b24680a1c3'],
      ['"Authorization": "Bearer 8fK2pQ7zW1xV9nB4mL6tR3"', '8fK2pQ7zW1xV9nB4mL6tR3'],
      ['send Bearer Zt5vN8qLw2RkXy7DmBc4 with it', 'Zt5vN8qLw2RkXy7DmBc4'],
      ['headers.set("Authorization", "Basic cm9vdDpRejctbW1McA==")', 'cm9vdDpRejctbW1McA=='],
      ['Proxy-Authorization: 5f2b9c7e1d8a4f60b3e7', '5f2b9c7e1d8a4f60b3e7'],
    ],
    misses: [
      'Authorization: Bearer $TOKEN',
      'Authorization: Bearer <your token>',
      'Authorization: Basic realm="staff"',
      'Authorization: Basic dXNlcg==',
      'Bearer authentication is described in RFC 6750.',
      'The standard Bearer token-based-authentication scheme',
      'Authorization: Bearer YOUR_ACCESS_TOKEN_1',
    ],
  },
};

function toldIn(text: string, from: number): Told[] {
  const told: Told[] = [];
  const begin = Math.max(0, from - longestLead);
  for (word.lastIndex = begin; word.test(text); ) {
    header.lastIndex = word.lastIndex;
    const hit = header.exec(text);
    if (hit === null) continue;
    const start = header.lastIndex;
    const name = hit[1]?.toLowerCase();
    const scheme = name === undefined ? 'none' : name === 'basic' ? 'basic' : 'bearer';
    if (start >= from) told.push({ start, quote: '', scheme });
  }
  for (let at = text.indexOf('Bearer ', begin); at !== -1; at = text.indexOf('Bearer ', at + 1)) {
    if (at + 7 >= from) told.push({ start: at + 7, quote: '', scheme: 'bearer' });
  }
  if (told.length > 1) told.sort(byStart);
  return told;
}

function scoreOf(value: string, { scheme }: Told): number {
  if (scheme === 'basic') return isBasic(value) ? 0.95 : 0;
  if (value.length < 16 || isPlaceholder(value) || issued.test(value)) return 0;
  return /^[\w+/=.~:-]+$/.test(value) && looksRandom(value) ? 0.9 : 0;
}

/** A name and a password in base64. */
function isBasic(value: string): boolean {
  if (value.length < 8 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return false;
  const plain = Buffer.from(value, 'base64').toString('latin1');
  const colon = plain.indexOf(':');
  return (
    colon !== -1 &&
    plain.length - colon > 3 &&
    /^[\x20-\x7e\xa0-\xff]+$/.test(plain) &&
    !isPlaceholder(plain.slice(colon + 1))
  );
}

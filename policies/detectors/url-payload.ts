/** How much of its own a URL says to the host that it leads to. */
export type Payload = 'none' | 'some' | 'much';

export interface Target {
  readonly host: string;
  readonly payload: Payload;
}

/** Values no longer than this are sizes, versions and the like. */
const short = 12;
/** A run of letters and digits that no word is; in a path it may be the digest of a file, up to SHA-256 in hex. */
const longRun = 32;
const longestDigest = 64;
/** Longer values carry a sentence or a key. */
const long = 64;
const mostLabel = 32;
const scheme = /^(?:https?:)?\/\//i;
/** `{chat}`, `${key}`, `%7Bchat%7D`, `[DATA]`, `<data>`: to be filled in by whoever writes the URL out. */
const blankToFill = /[{}<>[\]]|%(?:7b|7d|3c|3e|5b|5d)/i;
const wordBreaks = /(?:%20|\+|\s)/g;
const mostBreaks = 4;

/** Where a URL leads, and what it brings there. */
export function targetOf(url: string): Target {
  // What stands behind the `#` stays with the reader.
  const rest = url.replace(scheme, '').replace(/#.*$/s, '');
  // Browsers take a backslash for a slash.
  const end = rest.search(/[/\\?]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d{0,5}$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  return { host, payload: worst(host, end === -1 ? '' : rest.slice(end)) };
}

/** Whether a host is one of `allowed`: itself, or below one that is given as `*.example.com`. */
export function isAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
}

function worst(host: string, rest: string): Payload {
  if (host.split('.').some((label) => label.length >= mostLabel)) return 'much';
  const query = rest.indexOf('?');
  const path = query === -1 ? rest : rest.slice(0, query);
  let payload: Payload = 'none';
  for (const part of path.split(/[/\\]/)) {
    if (breaksIn(part) >= mostBreaks) return 'much';
    if (!isEncoded(part)) continue;
    if (part.length > longestDigest + 8) return 'much';
    payload = 'some';
  }
  if (query === -1) return payload;
  for (const pair of rest.slice(query + 1).split(/[&;?]/)) {
    const equals = pair.indexOf('=');
    const value = equals === -1 ? pair : pair.slice(equals + 1);
    if (value.length >= long || isEncoded(value) || blankToFill.test(value) || breaksIn(value) >= mostBreaks) {
      return 'much';
    }
    if (value.length > short) payload = 'some';
  }
  return payload;
}

function breaksIn(value: string): number {
  return value.match(wordBreaks)?.length ?? 0;
}

/** Has a long run in the letters of base64 or hex, with digits or both cases in it as words have not. */
function isEncoded(value: string): boolean {
  if (value.length < longRun) return false;
  for (const run of value.split(/[^A-Za-z0-9_+/=]/)) {
    if (run.length < longRun) continue;
    if (/\d/.test(run) && /[A-Za-z]/.test(run)) return true;
    if (/[a-z][A-Z]/.test(run) && /[A-Z][a-z]*[A-Z]/.test(run)) return true;
    if (/^\d+$/.test(run)) return true;
  }
  return false;
}

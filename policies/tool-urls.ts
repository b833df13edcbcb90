import { anyOf } from './glob.ts';
import type { Stretch } from './tools.ts';

const colonSlashes = '://';
/** Schemes that lead to a host even without both slashes (WHATWG URL, special schemes). */
const special = /\b(?:https?|wss?|ftp):/gi;
const stops = /[\s"'`<>(){}|^,;/?#\\]/;

/** Finds the addresses in a text whose host is none of these. Names of hosts are globs. Linear. */
export function foreignUrls(allow: readonly string[]): (text: string) => readonly Stretch[] {
  const allowed = anyOf(allow.map((host) => host.toLowerCase()));
  const foreign = (address: string): boolean | undefined => {
    if (!URL.canParse(address)) return undefined;
    const { hostname } = new URL(address);
    return !allowed(hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase());
  };
  return (text) => {
    const found: Stretch[] = [];
    const add = (start: number, end: number, address: string): void => {
      if (foreign(address) === true) found.push({ start, end });
    };
    // An address and nothing else, read as a client would: it drops tabs and line breaks within.
    const whole = text.trim();
    if (/^[/\\]{2}/.test(whole)) add(0, text.length, `http:${whole}`);
    else if (/^[a-z][a-z0-9+.-]{0,31}:/i.test(whole) && leads(whole)) add(0, text.length, whole);
    if (found.length > 0) return found;

    let at = 0;
    for (const start of startsIn(text)) {
      if (start < at) continue;
      let end = text.indexOf(':', start) + 1;
      while (end < text.length && (text[end] === '/' || text[end] === '\\')) end++;
      const host = end;
      while (end < text.length && !stops.test(text.charAt(end))) end++;
      at = end;
      // One that cannot be read may be one to somebody else.
      if (end > host && foreign(text.slice(start, end)) !== false) found.push({ start, end });
    }
    return found;
  };
}

/** `mailto:` and `data:` lead to no host. */
function leads(address: string): boolean {
  return /^(?:https?|wss?|ftp|file):/i.test(address.replace(/[\t\r\n]/g, '')) || address.includes(colonSlashes);
}

/** Where addresses may begin: special schemes, and any scheme before `://`. In order. */
function startsIn(text: string): readonly number[] {
  const starts: number[] = [];
  for (const match of text.matchAll(special)) starts.push(match.index);
  for (let at = text.indexOf(colonSlashes); at !== -1; at = text.indexOf(colonSlashes, at + 3)) {
    let start = at;
    while (start > 0 && at - start < 32 && /[a-z0-9+.-]/i.test(text.charAt(start - 1))) start--;
    if (start < at) starts.push(start);
  }
  return starts.sort((a, b) => a - b);
}

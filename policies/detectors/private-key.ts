import type { Detector, Match } from '../detector.ts';

const reach = 8192;
const mark = '-----BEGIN';
const header = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/y;
/** Whatever a header may be while it is still being written. */
const unfinished = /-----BEGIN[A-Z0-9 ]{0,50}-{0,5}$/y;
const footer = /-----END [A-Z0-9 ]{2,40}-----/y;
/** Line ends, as they are or as escapes in a string, quoted mail and the colon-lines of old formats. */
const blank = /(?:[\s>]|\\[nrt])+/y;
const field = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): [^\r\n\\]{1,120}/y;
const base64 = /[A-Za-z0-9+/=]+/y;
const long = 16;
const longestField = 16;
const partOfFooter = /^(?:|\\|-{1,5}|-----E[A-Z0-9 ]{0,45}-{0,5})$/;

/**
 * Private keys in PEM (RFC 7468) and OpenPGP armour (RFC 9580, section 6.2). One that breaks off
 * before its last line counts as far as it goes; a header alone is not a key.
 */
export const privateKey: Detector = {
  name: 'private-key',
  category: 'secret',
  label: 'PRIVATE_KEY',
  reach,
  hint: (text) => text.includes(mark),
  open(text, from = 0) {
    const length = text.length;
    for (let at = text.indexOf(mark, Math.max(from, length - reach)); at !== -1; at = text.indexOf(mark, at + 1)) {
      const block = blockAt(text, at);
      if (block === 'unfinished' || (block !== undefined && !block.settled)) return at;
    }
    // The mark itself may be cut.
    if (length === 0 || !mark.includes(text.charAt(length - 1))) return length;
    for (let size = Math.min(mark.length - 1, length); size > 0; size--) {
      if (text.endsWith(mark.slice(0, size))) return length - size;
    }
    return length;
  },
  detect(text, from = 0) {
    const found: Match[] = [];
    for (let at = text.indexOf(mark, from); at !== -1; ) {
      const block = blockAt(text, at);
      const match = block !== undefined && block !== 'unfinished' && block.key;
      if (match) found.push({ start: at, end: block.end, score: 0.99 });
      at = text.indexOf(mark, match ? block.end : at + 1);
    }
    return found;
  },
  examples: {
    hits: [
      pem('key:\n', 'RSA ', body(6), '-----END RSA PRIVATE' + ' KEY-----', '\nbye'),
      pem('', '', `\n${line(64)}\n${line(20)}\n`, '-----END PRIVATE' + ' KEY-----', ''),
      pem('x ', 'OPENSSH ', body(3), '-----END OPENSSH PRIVATE' + ' KEY-----', ' y'),
      pem('"', 'EC ', `\\n${line(64)}\\n${line(40)}`, '', '"'),
      pem('', 'RSA ', body(2).trimEnd(), '', '\n\nThat was cut off.'),
      pem('', 'RSA ', `\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n${line(64)}`, '', ''),
    ],
    misses: [
      '-----BEGIN PUBLIC' + ' KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
      'A file with -----BEGIN PRIVATE' + ' KEY----- at its top is a private key.',
      '-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A',
      '-----BEGIN',
      '---------- ten dashes',
    ],
  },
};

interface Block {
  readonly end: number;
  /** There is a body, so that it is a key and not just talk of one. */
  readonly key: boolean;
  /** No further text could change it. */
  readonly settled: boolean;
}

function blockAt(text: string, start: number): Block | 'unfinished' | undefined {
  header.lastIndex = start;
  if (!header.test(text)) {
    unfinished.lastIndex = start;
    return unfinished.test(text) ? 'unfinished' : undefined;
  }
  const limit = Math.min(text.length, start + reach);
  // At its longest, a block is settled however the text goes on.
  const whole = text.length >= start + reach;
  let end = header.lastIndex;
  let key = false;
  for (;;) {
    const from = skip(blank, text, end);
    if (key) {
      const footed = footer.exec(at(from, text));
      if (footed !== null && footer.lastIndex <= limit) return { end: footer.lastIndex, key, settled: true };
    }
    const fieldEnd = skip(field, text, from);
    const stop = fieldEnd > from ? fieldEnd : skip(base64, text, from);
    const line = fieldEnd === from && stop - from >= long;
    if (stop >= limit) return { end: line || (key && stop > from) ? limit : end, key: key || line, settled: whole };
    if (!line && fieldEnd === from) return broken(text, end, from, stop, limit, key, whole);
    end = stop;
    key ||= line;
  }
}

/** The lines end here: with a short last one and the footer, or with something else. */
function broken(
  text: string,
  end: number,
  from: number,
  stop: number,
  limit: number,
  key: boolean,
  whole: boolean,
): Block {
  if (!key) return { end, key, settled: whole || limit - from >= longestField };
  const next = skip(blank, text, stop);
  const footed = footer.exec(at(next, text));
  if (footed !== null && footer.lastIndex <= limit) return { end: footer.lastIndex, key, settled: true };
  return { end, key, settled: whole || !partOfFooter.test(text.slice(next, limit)) };
}

function at(index: number, text: string): string {
  footer.lastIndex = index;
  return text;
}

function skip(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

function line(length: number): string {
  return 'MIIEowIBAAKCAQEA7bq3ZkVtq0Hn2xWcP9rYdLsT5uFgJi8oAeSxQmNwUvBz1RtCh'.slice(0, length);
}

function body(lines: number): string {
  return `\n${`${line(64)}\n`.repeat(lines)}`;
}

function pem(before: string, kind: string, inside: string, after: string, rest: string): readonly [string, string] {
  const block = `-----BEGIN ${kind}PRIVATE${' KEY-----'}${inside}${after}`;
  return [before + block + rest, block];
}

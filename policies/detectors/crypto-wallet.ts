import { createHash } from 'node:crypto';
import type { Detector } from '../detector.ts';
import { charSet, hasRun, search, trailingRun } from '../pattern.ts';
import { mayHaveRun } from '../units.ts';

const alnum = charSet(/[A-Za-z0-9]/);
/** Of the longest, in bech32m, and one character that shows its end. */
const reach = 92;

/** Base58 with a leading 1, 3, L, M, D or X; bech32; hexadecimal with 0x. */
const candidate =
  /(?<![A-Za-z0-9])(?:[13LMDX][1-9A-HJ-NP-Za-km-z]{25,34}|(?:bc1|ltc1|BC1|LTC1)[02-9ac-hj-np-zAC-HJ-NP-Z]{38,86}|0x[0-9a-fA-F]{40})(?![A-Za-z0-9])/g;

/**
 * Addresses of wallets: Bitcoin and its like in Base58Check or bech32 (BIP 173, 350), by their checksums, and
 * of Ethereum and its like by their shape.
 */
export const cryptoWallet: Detector = {
  name: 'crypto-wallet',
  category: 'pii',
  label: 'CRYPTO_WALLET',
  reach,
  hint: (text) => mayHaveRun(text, 26) && hasRun(text, alnum, 26),
  open: (text, from = 0) => {
    const at = trailingRun(text, alnum, reach);
    return at < from ? text.length : at;
  },
  detect: (text, from = 0) =>
    search(text, from, candidate, (start, source) => {
      const real = source.startsWith('0x') ? isAddress(source) : isBech32(source) || isBase58Check(source);
      return real ? { start, end: start + source.length, score: 0.9 } : undefined;
    }),
  examples: {
    hits: [
      ['send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
      ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy.', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
      ['bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
      ['(0x52908400098527886E0F7030069857D2E4169EE7)', '0x52908400098527886E0F7030069857D2E4169EE7'],
      [
        'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0 it is',
        'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
      ],
    ],
    misses: [
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
      '0x52908400098527886E0F7030069857D2E4169EE',
      '0x0000000000000000000000000000000000000000',
      'sha1 52908400098527886e0f7030069857d2e4169ee7',
      '1111111111111111111111111111',
    ],
  },
};

function isAddress(source: string): boolean {
  return !/^0x(.)\1*$/.test(source);
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function isBase58Check(source: string): boolean {
  let value = 0n;
  for (const letter of source) {
    const digit = base58.indexOf(letter);
    if (digit === -1) return false;
    value = value * 58n + BigInt(digit);
  }
  const bytes = Buffer.from(value.toString(16).padStart(50, '0'), 'hex');
  if (bytes.length !== 25) return false;
  const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest();
  return sha256(sha256(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21));
}

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function isBech32(source: string): boolean {
  const lower = source.toLowerCase();
  if (source !== lower && source !== source.toUpperCase()) return false;
  const cut = lower.lastIndexOf('1');
  const prefix = lower.slice(0, cut);
  if (prefix !== 'bc' && prefix !== 'ltc') return false;
  const letters = [...prefix].map((letter) => letter.charCodeAt(0));
  const values = [...letters.map((code) => code >> 5), 0, ...letters.map((code) => code & 31)];
  let check = 1;
  for (const value of [...values, ...[...lower.slice(cut + 1)].map((letter) => bech32.indexOf(letter))]) {
    if (value === -1) return false;
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) if ((top >>> i) & 1) check ^= generator[i]!;
  }
  return check === 1 || check === 0x2bc830a3;
}

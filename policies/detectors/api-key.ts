import type { Detector, Match } from '../detector.ts';
import { charSet, eachRun, hasRun, trailingRun } from '../pattern.ts';
import { mayHaveRun } from '../units.ts';
import { keyShape, lonelyMark, longestSure, sureMark } from './key-shapes.ts';
import { isMadeUp } from './placeholder.ts';

/** All that keys are made of. */
const token = charSet(/[\w\-.:+/=~]/);
/** Of these all marks are made but for those with `:` and `/`. */
const inMarks = charSet(/[\w~.-]/);
const COLON = 58;
const SLASH = 47;
/** No key is shorter. */
const shortest = 20;
const reach = 3700;
/** No mark and no scheme is longer. */
const longestMark = 40;

const key = new RegExp(keyShape, 'g');
/** Where a key has shown that it is one. */
const begun = new RegExp(lonelyMark, 'g');
const sure = new RegExp(sureMark, 'g');
/** Keys and tokens that their issuers marked as such. */
export const apiKey: Detector = {
  name: 'api-key',
  category: 'secret',
  label: 'API_KEY',
  reach,
  hint: (text) => mayHaveRun(text, shortest) && hasRun(text, token, shortest),
  open: earliestKey,
  detect: keysIn,
  examples: {
    // Put together here, so that nothing in this file looks like a secret to those who scan for them.
    hits: [
      hit('use ', 'sk-', 'proj-Ab12Cd34Ef56Gh78Ij90Kl12Mn34', ' now'),
      hit('OPENAI_API_KEY=', 'sk-', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6', ''),
      hit('"', 'sk-ant-', 'api03-Zx98Yw76Vu54Ts32Rq10Po98Nm76', '"'),
      hit('', 'AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q', ''),
      hit('groq ', 'gsk_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6', ''),
      hit('', 'hf_', 'AbCdEfGhIjKlMnOpQrStUvWxYz12345678', '.'),
      hit('id ', 'AKIA', 'Q3EGTZ7XK5M234AB', ' end'),
      hit('', 'ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8', ''),
      hit('', 'glpat-', 'x1Y2z3A4b5C6d7E8f9G0', ', ok'),
      hit('', 'xoxb-', '123456789012-123456789012-AbCdEfGhIjKlMnOpQrStUvWx', ''),
      hit('', 'sk_', 'live_51H8a7B6c5D4e3F2g1H0i9J8', ''),
      hit('', 'SG.', 'a1B2c3D4e5F6g7H8i9J0k1.L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6a7B8c9D0e1F2g', ''),
      hit('(', 'npm_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8', ')'),
      hit(
        'Bearer ',
        'eyJ',
        'hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
        '',
      ),
      hit('x', 'sk-', 'proj-Ab12Cd34Ef56Gh78Ij90Kl12Mn34', ''),
      hit('key9', 'sk-ant-', 'api03-Zx98Yw76Vu54Ts32Rq10Po98Nm76', '"'),
      hit('token_', 'ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8', ''),
      hit('', '123456789:', 'AAF1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q', ''),
    ],
    misses: [
      'sk-learn-is-a-library-for-machine-learning',
      'the key is sk-short',
      'task-1234567890abcdefghij1234567890',
      'XAKIAQ3EGTZ7XK5M234AB',
      `AKIA${'IOSFODNN7EXAMPLE'}`,
      `sk-${'xxxxxxxxxxxxxxxxxxxxxxxx1234'}`,
      'eyJhbGciOiJIUzI1NiJ9',
      'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      '123e4567-e89b-12d3-a456-426614174000',
    ],
  },
};

/**
 * In the run at the end, the first place that shows the mark of a key, or that is so near the end that
 * it might. A long run without, such as an image in base64, goes by.
 */
function earliestKey(text: string, from = 0): number {
  const { length } = text;
  // Text that was let go of is missing before `from`, so what a word began with is not seen there.
  const start = Math.max(from, trailingRun(text, token, reach));
  const near = markFloor(text, Math.max(start, length - longestMark));
  if (near === start) return start;
  begun.lastIndex = start;
  sure.lastIndex = Math.max(start, length - longestSure);
  const lonely = begun.exec(text);
  const known = sure.exec(text);
  return Math.min(near, lonely?.index ?? near, known?.index ?? near);
}

/** The first place from `from` on where a mark may begin that the end of the text cuts. */
function markFloor(text: string, from: number): number {
  for (let at = text.length - 1; at >= from; at--) {
    const code = text.charCodeAt(at);
    if (inMarks[code] === 1) continue;
    // In marks, these stand behind an issuer's number and in a URL only.
    if (code === COLON && (/\d/.test(text.charAt(at - 1)) || text.startsWith('https', at - 5))) continue;
    if (code === SLASH && (/[13/:]/.test(text.charAt(at - 1)) || text.lastIndexOf('https://', at) >= from)) continue;
    return at + 1;
  }
  return from;
}

/** Looked for in long runs only, of which prose has none. */
function keysIn(text: string, from = 0): Match[] {
  const found: Match[] = [];
  eachRun(text, from, token, shortest, (start, end) => {
    // What stands before may be part of the word.
    const origin = Math.max(0, start - 1);
    const word = text.slice(origin, end);
    key.lastIndex = start - origin;
    for (let hit = key.exec(word); hit !== null; hit = key.exec(word)) {
      const match = issued(origin + hit.index, hit[0]);
      if (match === undefined) key.lastIndex = hit.index + 1;
      else found.push(match);
    }
  });
  return found;
}

function hit(before: string, mark: string, rest: string, after: string): readonly [string, string] {
  return [`${before}${mark}${rest}${after}`, `${mark}${rest}`];
}

/** Issued keys are random: without a digit, and letters of one kind only, it is somebody's prose. */
function issued(start: number, source: string): Match | undefined {
  const digits = source.replace(/\D/g, '').length;
  if (digits < 2 && !(/[a-z]/.test(source) && /[A-Z].*[A-Z]/.test(source))) return undefined;
  if (/^[a-z\d]+(?:-[a-z]+){3,}/.test(source) || (!source.startsWith('eyJ') && isMadeUp(source))) return undefined;
  return { start, end: start + source.length, score: 0.95 };
}

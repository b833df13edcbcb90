import type { Detector } from '../detector.ts';
import { charSet, search, trailingRun } from '../pattern.ts';

const run = charSet(/[\d .,;+-]/);
const reach = 34;
const context = 48;

/** Latitude and longitude in degrees with four to eight decimals: a place to some ten metres or better. */
const candidate =
  /(?<![\w.,+-])[+-]?(?:90|[1-8]?\d)\.\d{4,8}(?:[,;] {0,2}| {1,2})[+-]?(?:180|1[0-7]\d|\d{1,2})\.\d{4,8}(?![\w]|[.,]\d)/g;
const word =
  /(?:\blat(?:itude)?\b|\bl(?:at)?lng|\bcoord|\bgps\b|\blocation|\bposition|\blocated|\bgeo|\bkoordinat|\bstandort|\bubicaci|\bposizion|\bmaps?\b|[@?&]ll?=|坐标|座標)/i;

/** Geographical coordinates in decimal degrees, behind a word that tells them from other pairs of numbers. */
export const coordinates: Detector = {
  name: 'coordinates',
  category: 'pii',
  label: 'COORDINATES',
  reach,
  context,
  hint: (text) => /\d\.\d{4}/.test(text),
  open: (text, from = 0) => {
    const at = trailingRun(text, run, reach);
    return at < from ? text.length : at;
  },
  detect: (text, from = 0) =>
    search(text, from, candidate, (start, source) => {
      if (!word.test(text.slice(Math.max(0, start - context), start))) return undefined;
      return { start, end: start + source.length, score: 0.8 };
    }),
  examples: {
    hits: [
      ['GPS: 52.520008, 13.404954', '52.520008, 13.404954'],
      ['coordinates -33.8688,151.2093.', '-33.8688,151.2093'],
      ['He is located at 40.712776 -74.005974 now', '40.712776 -74.005974'],
      ['maps?q=loc 48.85837,2.294481', '48.85837,2.294481'],
    ],
    misses: [
      'weights 0.5200, 0.4050',
      'GPS 152.520008, 13.404954',
      'location 52.5, 13.4',
      'position 1.2.3456, 7.8901',
      'gps 52.520008, 213.404954',
      'lat 52.520008',
    ],
  },
};

import { describe, expect, it } from 'vitest';
import type { Detector } from '../../policies/detector.ts';
import { builtinDetectors } from '../../policies/detectors.ts';
import { createJudge } from '../../policies/judge.ts';
import { dialects } from '../../providers/routes.ts';
import { type Heard, type Said, type Speech, speeches } from '../contract/speech.ts';
import { asTold, callOf, policyOf } from '../policies/support/calls.ts';
import { byteByByte, type Carried, carry } from './carry.ts';
import { runs, seed, strideOf } from './seed.ts';

/** A thing that must not get out, in its place in a text; `rest` is the text with its placeholder, and others' of its kind. */
interface Secret {
  readonly detector: Detector;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly rest: string;
}

/**
 * Everything that detectors of patterns say of themselves that they find. What a scoring detector finds
 * is no value to be taken out: it judges text that has left.
 */
const secrets: Secret[] = builtinDetectors
  .filter(({ open }) => open !== undefined)
  // Every fourth identifier, others by the seed: all of them are held by the same code.
  .filter(({ identifier }, index) => identifier === undefined || runs(1) > 1 || (index + seed) % 4 === 0)
  .flatMap((detector, index) =>
    examplesOf(detector, index).map(([text, matched]): Secret => {
      const start = text.indexOf(matched);
      return { detector, text, start, end: start + matched.length, rest: maskedBy(detector, text) };
    }),
  );

/** Half of them in `npm test`, all in CI; of identifiers one, but in the long run. */
function examplesOf(detector: Detector, index: number): readonly (readonly [string, string])[] {
  const { hits } = detector.examples;
  return sampled(detector, hits, index, 1).filter((_, nth) => (nth + index + seed) % strideOf(1) === 0 || nth === 0);
}

/**
 * Of identifiers, which share the code that holds them, some: others for each seed and detector, all of
 * them in the long run.
 */
function sampled<T>(detector: Detector, all: readonly T[], salt: number, most: number): readonly T[] {
  if (detector.identifier === undefined || runs(1) > 1 || all.length <= most) return all;
  const first = Math.abs(Math.imul(seed + salt, 0x9e3779b1)) % all.length;
  return Array.from({ length: most }, (_, i) => all[(first + Math.floor((i * all.length) / most)) % all.length]!);
}

const placesFrom = (from: number, until: number): number[] =>
  Array.from({ length: Math.max(0, until - from) }, (_, i) => from + i);

/** The text as its whole reading masks it: which values a text has is the detectors' own tests' matter. */
function maskedBy(detector: Detector, text: string): string {
  const { detect } = detector.forCall?.(callOf(...(detector.examples.said ?? []))) ?? asTold(detector);
  const matches = detect(text);
  if ('then' in matches) throw new Error('a pattern needs no time');
  const names = new Map<string, string>();
  let out = '';
  let at = 0;
  for (const { start, end } of matches) {
    const value = text.slice(start, end);
    if (!names.has(value)) names.set(value, `<${detector.label}_${names.size + 1}>`);
    out += text.slice(at, start) + names.get(value);
    at = end;
  }
  return out + text.slice(at);
}

const actions = ['redact', 'block'] as const;

/** What the caller gets to read of one channel. */
interface Sight {
  readonly heard: string;
  readonly body: string;
  readonly carried: Carried;
}

class Place {
  readonly judges = new Map<string, ReturnType<typeof createJudge>>();
  readonly speech: Speech;
  readonly kind: Said['kind'];

  constructor(speech: Speech, kind: Said['kind']) {
    this.speech = speech;
    this.kind = kind;
  }

  /** The string as it stands on the wire: a tool's arguments are JSON. */
  written(text: string): string {
    return this.kind === 'tool' ? JSON.stringify({ n: 1, note: text }) : text;
  }

  stream(pieces: readonly string[]): Buffer {
    return Buffer.from(this.speech.stream([{ kind: this.kind, pieces }]));
  }

  see({ detector }: Secret, action: (typeof actions)[number], chunks: Iterable<Buffer>): Sight {
    const key = `${detector.name} ${action}`;
    let judge = this.judges.get(key);
    if (judge === undefined) {
      judge = createJudge([policyOf(detector, { action, threshold: 0 })], { remembered: 0 });
      this.judges.set(key, judge);
    }
    const dialect = dialects[this.speech.dialect as keyof typeof dialects];
    const carried = carry(dialect, judge(callOf(...(detector.examples.said ?? []))), chunks);
    const body = carried.bytes.toString();
    return { heard: this.speech.hear(body, true)[this.kind satisfies keyof Heard], body, carried };
  }

  /** Nothing of it is out, and all the rest is as it was. */
  check(secret: Secret, action: (typeof actions)[number], sight: Sight, skeleton: string): void {
    const { text, start, end, rest } = secret;
    if (action === 'redact') {
      const wanted = this.written(rest);
      if (sight.heard !== wanted) expect(sight.heard).toBe(wanted);
      if (sight.carried.cutBy !== undefined) expect(sight.carried.cutBy).toBeUndefined();
    } else {
      const before = this.written(text.slice(0, start));
      const allowed = this.kind === 'tool' ? '' : before;
      // Where nothing was said before it, the refusal is the answer.
      const told = sight.heard === 'Refused by policy "p".';
      if (!told && !allowed.startsWith(sight.heard)) expect(sight.heard).toBe(allowed);
      if (sight.carried.cutBy !== 'p') expect(sight.carried.cutBy).toBe('p');
    }
    for (const part of partsOf(text.slice(start, end))) {
      if (sight.body.includes(part) && !skeleton.includes(part)) expect(sight.body).not.toContain(part);
    }
  }
}

/** Every five characters in a row, as they would stand in JSON. */
function partsOf(value: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at + 5 <= value.length; at++) parts.push(JSON.stringify(value.slice(at, at + 5)).slice(1, -1));
  return parts;
}

/** The answer without the secret in it: what is in there gives nothing away. */
function skeletonOf(place: Place, { rest }: Secret): string {
  return `${place.stream([place.written(rest)])}${place.written(rest)}Refused by policy`;
}

/** The long run takes every place, which on busy cores is minutes for one of these. */
const timeout = runs(1) > 1 ? 900_000 : 120_000;

/** Where calls come whole nothing of them is cut, and thoughts are held as text is: the long run has them too. */
const callsAreWhole = ['ollama-chat', 'gemini'];
const kindsOf = ({ dialect, kinds }: Speech): readonly Said['kind'][] =>
  runs(1) > 1 || !callsAreWhole.includes(dialect) ? kinds : ['text'];

describe.each(speeches.map((speech) => [speech.dialect, speech] as const))('%s', (_dialect, speech) => {
  describe.each(kindsOf(speech))('%s', (kind) => {
    it.each(actions)('%s: not one character gets out, wherever an event ends', { timeout }, (action) => {
      const place = new Place(speech, kind);
      let places = 0;
      for (const secret of secrets) {
        const skeleton = skeletonOf(place, secret);
        const source = place.written(secret.text);
        const from = Math.max(0, source.length - JSON.stringify(secret.text.slice(secret.start)).length - 3);
        // In CI every third place, from a start of its own for each secret.
        const stride = strideOf(3);
        const ends = placesFrom(from, source.length + 1).filter((at) => (at + places + seed) % stride === 0);
        for (const at of sampled(secret.detector, ends, source.length, runs(3))) {
          const answer = place.stream([source.slice(0, at), source.slice(at)].filter((piece) => piece !== ''));
          place.check(secret, action, place.see(secret, action, [answer]), skeleton);
          places++;
        }
        for (const size of sampled(secret.detector, [1, 2, 3, 5], from, 1)) {
          const pieces = source.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
          const answer = place.stream(pieces);
          place.check(secret, action, place.see(secret, action, eventsOf(answer)), skeleton);
          places++;
        }
      }
      expect(places).toBeGreaterThanOrEqual(secrets.length * Math.min(4, 1 + runs(3)));
    });

    it.each(actions)('%s: not one character gets out, wherever the network cuts', { timeout }, (action) => {
      const place = new Place(speech, kind);
      const seen = new Set<string>();
      for (const secret of secrets) {
        const skeleton = skeletonOf(place, secret);
        const source = place.written(secret.text);
        const middle = source.length >> 1;
        const answer = place.stream([source.slice(0, middle), source.slice(middle)]);
        place.check(secret, action, place.see(secret, action, byteByByte(answer)), skeleton);
        // At single bytes, for one example of each detector. But in the long run each takes some, from a start of its
        // own, so that every byte is cut for some: every eighth, fewer where a dialect says the same in more bytes.
        if (seen.has(secret.detector.name)) continue;
        seen.add(secret.detector.name);
        const stride = strideOf(Math.min(24, Math.max(8, Math.ceil(answer.length / 60))));
        const places = placesFrom(1, answer.length).filter((at) => (at + seen.size + seed) % stride === 0);
        for (const at of sampled(secret.detector, places, source.length, runs(4))) {
          const cut = [answer.subarray(0, at), answer.subarray(at)];
          place.check(secret, action, place.see(secret, action, cut), skeleton);
        }
      }
      expect(seen.size).toBe(new Set(secrets.map(({ detector }) => detector)).size);
    });
  });
});

function eventsOf(answer: Buffer): Buffer[] {
  return answer
    .toString()
    .split(answer[0] === 123 ? /(?<=\n)/ : /(?<=\n\n)/)
    .map((event) => Buffer.from(event));
}

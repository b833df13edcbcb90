import type { Detector } from './detector.ts';
import { hasDigit } from './identifier.ts';
import { createReader, type Reader } from './identifier-reader.ts';
import type { Track } from './plan.ts';

/** All identifiers that any policy names, read in one pass: what it costs does not grow with their number. */
export interface Family {
  readonly detectors: readonly Detector[];
  readonly reader: Reader;
}

/** A family as a side and a role want it. */
export interface Bundle {
  readonly reader: Reader;
  /** By the member of the family: its track; undefined where nobody wants to hear from it. */
  readonly members: ReadonlyArray<Track | undefined>;
}

/** Undefined where there are not two: one reads for itself. */
export function familyOf(detectors: Iterable<Detector>): Family | undefined {
  const members = [...new Set(detectors)].filter(({ identifier }) => identifier !== undefined);
  if (members.length < 2) return undefined;
  return { detectors: members, reader: createReader(members.map(({ identifier }) => identifier!)) };
}

/** The tracks, those of the family as one. It reads for all, so that what is remembered of a text serves every side. */
export function bundled(tracks: readonly Track[], family: Family | undefined): readonly Track[] {
  const first = tracks.find(({ detector }) => detector.identifier !== undefined);
  if (family === undefined || first === undefined) return tracks;
  const own = tracks.filter(({ detector }) => detector.identifier !== undefined);
  const track: Track = {
    detector: standIn(family.reader),
    index: first.index,
    slot: first.slot,
    rules: own.flatMap(({ rules }) => rules),
    holds: own.some(({ holds }) => holds),
    ofCall: false,
    judged: false,
    bundle: {
      reader: family.reader,
      members: family.detectors.map((detector) => own.find((each) => each.detector === detector)),
    },
  };
  return tracks.flatMap((each) => (each === first ? [track] : own.includes(each) ? [] : [each]));
}

/** Those that stand for themselves, and the members of a bundle in its place. */
export function unbundled(tracks: readonly Track[]): readonly Track[] {
  return tracks.flatMap((track) => track.bundle?.members.filter((each) => each !== undefined) ?? [track]);
}

/** What a bundle is where only its reach matters, and where it stands open. */
function standIn({ reach, context, open }: Reader): Detector {
  return {
    name: 'identifiers',
    category: 'pii',
    label: 'IDENTIFIER',
    reach,
    context,
    hint: hasDigit,
    open: (text, from = 0) => open(text, from),
    detect: () => [],
    examples: { hits: [], misses: [] },
  };
}

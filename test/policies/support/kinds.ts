import type { Detector } from '../../../policies/detector.ts';
import { builtinDetectors } from '../../../policies/detectors.ts';

/** Detectors with code of their own. */
export const apart: readonly Detector[] = builtinDetectors.filter(({ identifier }) => identifier === undefined);

/** Identifiers, which one reader reads: what holds of one of them by its code holds of all. */
export const family: readonly Detector[] = builtinDetectors.filter(({ identifier }) => identifier !== undefined);

/** Read by the tagger that reads names of persons, and waiting for what that waits for. */
const alsoNames = ['place-name', 'organisation-name'];

/** One by one, one of those of names, and the family as a policy reads it that names them all. */
export const alike: ReadonlyArray<readonly [name: string, detectors: readonly Detector[]]> = [
  ...apart.filter(({ name }) => !alsoNames.includes(name)).map((detector) => [detector.name, [detector]] as const),
  ['identifiers', family],
];

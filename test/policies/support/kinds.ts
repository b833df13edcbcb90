import type { Detector } from '../../../policies/detector.ts';
import { builtinDetectors } from '../../../policies/detectors.ts';

/** Detectors with code of their own. */
export const apart: readonly Detector[] = builtinDetectors.filter(({ identifier }) => identifier === undefined);

/** Identifiers, which one reader reads: what holds of one of them by its code holds of all. */
export const family: readonly Detector[] = builtinDetectors.filter(({ identifier }) => identifier !== undefined);

/** One by one, and the family as a policy reads it that names them all. */
export const alike: ReadonlyArray<readonly [name: string, detectors: readonly Detector[]]> = [
  ...apart.map((detector) => [detector.name, [detector]] as const),
  ['identifiers', family],
];

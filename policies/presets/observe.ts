import { builtinDetectors, detectorNames } from '../detectors.ts';
import type { Policy } from '../policy.ts';

const seen = { on: 'both', action: 'flag', mode: 'shadow', onError: 'open', deadlineMs: 1000 } as const;

/** Everything on both sides is looked at and put on the record; nothing is altered. */
export const observe: readonly Policy[] = [
  { name: 'injection', detect: ['injection'], threshold: 0.9, ...seen },
  { name: 'secrets', detect: ['secret'], threshold: 0.5, ...seen },
  {
    name: 'pii',
    detect: detectorNames(builtinDetectors.filter(({ byName, category }) => category === 'pii' && byName !== true)),
    threshold: 0.5,
    ...seen,
  },
];

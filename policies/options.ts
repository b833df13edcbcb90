import { type Family, familyOf } from './bundle.ts';
import type { Detector } from './detector.ts';
import { type Policy, resolveDetectors } from './policy.ts';

/** What a policy may tell a detector: the schema, the docs and the checks of a file come from this. */
export type OptionShape =
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      /** Not a whole one. */
      readonly fraction?: boolean;
      readonly default: number;
      readonly about: string;
    }
  | {
      readonly kind: 'texts';
      /** Most entries. */
      readonly most: number;
      /** How each must look, and that in words. */
      readonly pattern: RegExp;
      readonly expected: string;
      /** Finds nothing without: named by itself in `detect`, it must have some. */
      readonly needed?: boolean;
      readonly about: string;
    }
  | { readonly kind: 'flag'; readonly default: boolean; readonly about: string }
  /** A file with more texts for the option that is needed: read by `config/`, never seen here. */
  | { readonly kind: 'file'; readonly about: string };

/** Options by name, checked by `config/`. */
export type DetectorOptions = Readonly<Record<string, number | boolean | readonly string[]>>;

/** The detectors of all policies, each once for each way in which it is configured. */
export interface Catalogue {
  readonly detectors: readonly Detector[];
  /** Those that a policy names, as it configures them. */
  of(policy: Policy): readonly Detector[];
  /** The identifiers that any policy names. */
  readonly family: Family | undefined;
}

/** Throws for a detector that there is none of. */
export function createCatalogue(policies: readonly Policy[], detectors: readonly Detector[]): Catalogue {
  const chosen = new Map<Policy, readonly Detector[]>();
  const known = new Map<Detector, Map<string, Detector>>(detectors.map((detector) => [detector, new Map()]));
  for (const policy of policies) {
    const own = resolveDetectors(policy.detect ?? [], detectors).map((detector) => {
      const options = policy.options?.[detector.name];
      const variants = known.get(detector)!;
      // The same options are the same detector, which then runs once for all policies.
      const key = options === undefined ? '' : JSON.stringify(Object.entries(options).sort(byName));
      const variant = variants.get(key) ?? (options && detector.configured?.(options)) ?? detector;
      variants.set(key, variant);
      return variant;
    });
    chosen.set(policy, own);
  }
  const all = [...known].flatMap(([detector, variants]) => [...new Set([detector, ...variants.values()])]);
  return { detectors: all, of: (policy) => chosen.get(policy) ?? [], family: familyOf([...chosen.values()].flat()) };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

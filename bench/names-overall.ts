import type { Match } from '../policies/detector.ts';
import { builtinDetectors } from '../policies/detectors.ts';
import type { Tagger } from '../policies/names/tagger.ts';
import type { Labelled } from './names-corpus.ts';

/** Which detectors find what a type of the set means; the first three types are of the tagger. */
const detectorsOf: Readonly<Record<string, readonly string[]>> = {
  PERSON: ['person-name'],
  LOCATION: ['place-name'],
  ORGANIZATION: ['organisation-name'],
  ADDRESS: ['street-address', 'place-name'],
  CREDIT_CARD: ['credit-card'],
  PHONE_NUMBER: ['phone'],
  EMAIL_ADDRESS: ['email'],
  US_SSN: ['us-ssn'],
  IBAN_CODE: ['iban'],
  IP_ADDRESS: ['ip-address'],
  DATE_TIME: ['date-of-birth'],
  US_DRIVER_LICENSE: ['driving-licence', 'driver-license'],
  DOMAIN_NAME: [],
};

/** All personal data of labelled sentences against all that is found in them. */
export interface Overall {
  add(texts: readonly Labelled[], tagger: Tagger): void;
  rows(): string[];
}

interface Count {
  found: number;
  all: number;
  right: number;
  wrong: number;
}

export function createOverall(): Overall {
  const own = builtinDetectors.filter(({ category, name }) => category === 'pii' && !name.endsWith('-name'));
  const typeOf = (detector: string): string =>
    Object.keys(detectorsOf).find((type) => detectorsOf[type]?.includes(detector)) ?? 'others';
  const counts = new Map<string, Count>(
    [...Object.keys(detectorsOf), 'others'].map((type) => [type, { found: 0, all: 0, right: 0, wrong: 0 }]),
  );
  return {
    add(texts, tagger) {
      for (const { text, typed } of texts) {
        const named = tagger.names(text, 0).map(({ kind, ...match }) => ({ ...match, detector: `${kind}-name` }));
        const others = own.flatMap((detector) =>
          [...(detector.detect(text) as Iterable<Match>)].map((match) => ({ ...match, detector: detector.name })),
        );
        const found = [...named, ...others].filter(({ score }) => score >= 0.5);
        const meets = (type: string, start: number, end: number, one: (typeof found)[number]): boolean =>
          (detectorsOf[type]?.includes(one.detector) ?? false) && one.start < end && start < one.end;
        for (const [start, end, type] of typed) {
          const count = counts.get(type)!;
          count.all++;
          if (found.some((one) => meets(type, start, end, one))) count.found++;
        }
        for (const one of found) {
          const count = counts.get(typeOf(one.detector))!;
          if (typed.some(([start, end, type]) => meets(type, start, end, one))) count.right++;
          else count.wrong++;
        }
      }
    },
    rows() {
      const sum: Count = { found: 0, all: 0, right: 0, wrong: 0 };
      for (const count of counts.values()) {
        for (const key of ['found', 'all', 'right', 'wrong'] as const) sum[key] += count[key];
      }
      return [...counts, ['all of it', sum] as const]
        .filter(([, count]) => count.all + count.wrong > 0)
        .map(([type, count]) => row(type, count));
    },
  };
}

function row(type: string, { found, all, right, wrong }: Count): string {
  const [precision, recall] = [right / Math.max(1, right + wrong), found / Math.max(1, all)];
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  return `| ${[type, all, ...[precision, recall, f1].map((value) => value.toFixed(2))].join(' | ')} |`;
}

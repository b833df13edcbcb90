import type { Replacement } from '../core/guardrails.ts';
import { byPlace, type Hit } from './found.ts';
import type { Naming } from './placeholders.ts';
import { firstCluster, replacementOf } from './redactions.ts';
import { type Restoration, type Restorer, restorationAt, writtenOf } from './restorer.ts';
import type { Tape } from './tape.ts';

/** What is written otherwise in one string: what is masked, and what is put back. */
export interface Rewriting {
  /** In order; only grows. */
  readonly replacements: readonly Replacement[];
  /** Something has no place among them yet. */
  readonly pending: boolean;
  mask(hit: Hit): void;
  /** Finds what is to be put back; returns up to where on the tape no placeholder is open. */
  look(tape: Tape, final: boolean): number;
  /** Replaces what ends before `until` and nothing can overlap any more; returns where the first unfinished stretch begins. */
  settle(until: number): number;
}

/** `masked` hears of each stretch that was. */
export function createRewriting(
  json: boolean,
  name: Naming,
  restorer: Restorer | undefined,
  masked: () => void,
): Rewriting {
  const replacements: Replacement[] = [];
  let masking: Hit[] = [];
  let restoring: Restoration[] = [];
  /** Up to here on the tape no placeholder is open. */
  let looked = 0;
  const rewriting: { -readonly [Key in keyof Rewriting]: Rewriting[Key] } = {
    replacements,
    pending: false,
    mask(hit) {
      masking.push(hit);
      rewriting.pending = true;
    },
    look(tape, final) {
      if (restorer === undefined) return tape.length;
      const { base } = tape;
      const open = restorer.find(tape.text, looked - base, final, (from, to, value) => {
        restoring.push(restorationAt(tape, json, base + from, base + to, value));
        rewriting.pending = true;
      });
      looked = base + open;
      return looked;
    },
    settle(until) {
      masking.sort(byPlace);
      let gone = 0;
      let back = 0;
      for (;;) {
        const next = gone < masking.length ? firstCluster(masking, gone) : undefined;
        const found = restoring[back];
        if (found !== undefined && (next === undefined || found.start < next.cluster.end)) {
          // Of what is masked around a placeholder nothing is put back.
          if (next === undefined || found.end <= next.cluster.start) {
            if (found.end > until) break;
            replacements.push({
              start: found.start,
              end: found.end,
              replacement: writtenOf(found, json),
              restored: true,
            });
          }
          back++;
          continue;
        }
        if (next === undefined || next.cluster.end > until) break;
        const { start, end } = next.cluster;
        const replacement = replacementOf(next.cluster, name);
        if (replacement !== undefined) {
          replacements.push({ start, end, replacement });
          masked();
        }
        gone += next.size;
      }
      if (gone > 0) masking = masking.slice(gone);
      if (back > 0) restoring = restoring.slice(back);
      rewriting.pending = masking.length > 0 || restoring.length > 0;
      return Math.min(
        masking[0]?.found.start ?? Number.POSITIVE_INFINITY,
        restoring[0]?.start ?? Number.POSITIVE_INFINITY,
      );
    },
  };
  return rewriting;
}

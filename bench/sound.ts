import type { Measured } from './messages.ts';

/** Share of made-up prompts that a policy may take for an attack: docs/detection.md tells what it is among real ones. */
const mistaken = 0.002;

/** How a refused call shows: by its status, or as a stream that is never heard and has ended. */
const refusal = new Set(['400', 'ended', 'unheard']);

/** Figures of calls that went wrong would mean nothing. Throws when any did. */
export function sound({ faults, callsInAll }: Measured, variant: string, scenario: string): void {
  const kinds = Object.entries(faults).filter(
    ([kind, count]) => !(variant === 'balanced' && refusal.has(kind) && count <= Math.max(3, callsInAll * mistaken)),
  );
  if (kinds.length === 0) return;
  const told = kinds.map(([kind, count]) => `${kind}: ${count}`).join(', ');
  throw new Error(`${variant}, ${scenario}: calls went wrong (${told})`);
}

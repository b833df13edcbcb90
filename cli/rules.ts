import type { Config } from '../config/schema.ts';

/** Which rules hold, in a few words. */
export function rulesOf({ policies, preset }: Pick<Config, 'policies' | 'preset'>): string {
  if (policies === undefined) return `the policies of preset ${preset}`;
  if (policies.length === 0) return 'no policies';
  const names = policies.map(({ name }) => name).join(', ');
  return `${policies.length === 1 ? '1 policy' : `${policies.length} policies`} (${names})`;
}

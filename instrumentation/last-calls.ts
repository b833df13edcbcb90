import type { CallEntry } from '../config/index.ts';
import { installed } from './install.ts';

/** The last calls that `spanguard/register` guarded in this process, newest first: metadata only. */
export function lastCalls(limit?: number): CallEntry[] {
  return installed()?.door.product?.calls(limit) ?? [];
}

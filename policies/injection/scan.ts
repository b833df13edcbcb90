import type { Match } from '../detector.ts';
import type { Noticed } from '../views.ts';
import { type Channel, type Head, type HeadName, headNames, model } from './model.ts';
import { createDataScan } from './scan-data.ts';
import { createUserScan } from './scan-user.ts';
import type { Marks } from './tokens.ts';
import { createTokens, ownShare, type Tokens } from './tokens.ts';

/** What one reading of a text brings. */
export interface Read {
  /** The windows that score enough by any head; of those that overlap, the best. */
  readonly found: Match[];
  readonly noticed: Noticed;
  /** Where words stand that `Marks` had something to say of: start, end and what it said of each, in turn. */
  readonly marked: readonly number[];
}

export type ModelScan = (text: string) => Read;

const scans: Partial<Record<Channel, ModelScan>> = {};
let tokens: Tokens | undefined;

/** The one reader of a channel, made when first needed, with the same `marks` each time. */
export function scanOf(channel: Channel, marks: Marks): ModelScan {
  const { heads } = model();
  tokens ??= createTokens(ownWeights(heads), marks);
  if (channel === 'user') scans.user ??= createUserScan(tokens, heads.user);
  else scans.data ??= createDataScan(tokens, heads.orders, heads.tasks);
  return scans[channel]!;
}

/** What a word adds by itself, for each head in the order of their names. */
function ownWeights(heads: Readonly<Record<HeadName, Head>>): Parameters<typeof createTokens>[0] {
  const weights = headNames.map((name) => heads[name].weights);
  return (places, count, sums) => {
    const share = ownShare(count);
    for (let head = 0; head < weights.length; head++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += weights[head]![places[i]!]!;
      sums[head] = Math.round(sum * share);
    }
  };
}

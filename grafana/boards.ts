import type { Group } from './panel.ts';
import { callers } from './panels/callers.ts';
import { watched } from './panels/coverage.ts';
import { comparison } from './panels/elsewhere.ts';
import { errors } from './panels/errors.ts';
import { latency } from './panels/latency.ts';
import { saturation } from './panels/saturation.ts';
import { sidecar } from './panels/sidecar.ts';
import { spend } from './panels/spend.ts';
import { spendSplit } from './panels/spend-split.ts';
import { tokenUse } from './panels/tokens.ts';
import { findings } from './panels/verdicts.ts';
import { callLists, dearest, type TracePanel } from './traces.ts';
import type { VariableName } from './variables.ts';

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly says: string;
  readonly from: string;
  readonly variables: readonly VariableName[];
  readonly groups: readonly Group[];
  /** Single calls, below the groups. */
  readonly calls?: readonly TracePanel[];
  /** The calls' log lines too. */
  readonly log?: true;
}

export const boards: readonly Board[] = [
  {
    uid: 'spanguard-cost',
    title: 'Spanguard / Cost',
    says: 'What calls to LLM providers cost: now, this month, by whom and for what.',
    from: 'now-24h',
    variables: ['provider', 'model', 'team', 'feature', 'user'],
    groups: [spend, spendSplit, comparison, tokenUse],
    calls: [dearest],
  },
  {
    uid: 'spanguard-safety',
    title: 'Spanguard / Safety',
    says: 'What policies found and did, what they would have done, and what was not looked at.',
    from: 'now-24h',
    variables: ['policy', 'provider'],
    groups: [findings, callers, watched],
  },
  {
    uid: 'spanguard-latency',
    title: 'Spanguard / Latency and reliability',
    says: 'How long calls take, what fails and whose fault it is, and how the sidecar itself is.',
    from: 'now-6h',
    variables: ['system', 'requested', 'provider'],
    groups: [latency, errors, saturation, sidecar],
  },
  {
    uid: 'spanguard-calls',
    title: 'Spanguard / Call explorer',
    says: 'Single calls: as traces in Tempo and as log lines in Loki. Metadata only, never what was asked or answered.',
    from: 'now-1h',
    variables: [],
    groups: [],
    calls: callLists,
    log: true,
  },
];

import type { CallEntry } from '../telemetry/index.ts';
import { type Attribute, attr } from '../telemetry/names.ts';

/** A panel that asks Tempo for calls, one row each. */
export interface TracePanel {
  readonly title: string;
  readonly says: string;
  readonly empty: string;
  /** TraceQL. */
  readonly query: string;
  /** The attribute whose largest values come first; the latest calls do without. */
  readonly largest?: Attribute;
  readonly width: number;
  /** The same of `/calls`, for the preview, which has no Tempo. */
  readonly here: (call: CallEntry) => boolean;
}

const span = (of: Attribute): string => `span.${of.name}`;
const shown = [
  attr.provider,
  attr.requestModel,
  attr.costUsd,
  attr.inputTokens,
  attr.outputTokens,
  attr.verdictInput,
  attr.verdictOutput,
  attr.policy,
  attr.team,
].map(span);

function calls(...conditions: string[]): string {
  const wanted = [
    `${span(attr.callId)} != nil`,
    // An empty box matches everything: what is absent counts as the empty text only where it is asked for.
    ...conditions,
  ];
  return `{ ${wanted.join(' && ')} } | select(${shown.join(', ')})`;
}

const empty =
  'No traces. Set OTEL_EXPORTER_OTLP_ENDPOINT for the sidecar, to a collector that hands them to this Tempo.';

/** What is typed in at the top of a dashboard, and what stands there before. */
export const boxes = {
  find: { label: 'Find in the log', value: '' },
  dearer: { label: 'Calls of more than USD', value: '0.01' },
} as const;

export const dearest: TracePanel = {
  title: 'The dearest calls',
  says: 'Dearest first, of the last 50 that cost more than the box at the top says: raise it until there are fewer. A row opens its trace.',
  query: calls(`${span(attr.costUsd)} > $dearer`),
  largest: attr.costUsd,
  here: ({ costUsd }) => (costUsd ?? 0) > 0,
  width: 24,
  empty: `No call cost more than the box at the top says: lower it. ${empty}`,
};

/** Calls by what makes somebody look for them. */
export const callLists: readonly TracePanel[] = [
  {
    title: 'Last calls',
    says: 'Every call is a span; a row opens its trace.',
    query: calls(),
    width: 24,
    empty,
    here: () => true,
  },
  {
    title: 'Refused',
    says: 'By a policy, on either side.',
    query: calls(`(${span(attr.verdictInput)} = "block" || ${span(attr.verdictOutput)} = "block")`),
    width: 12,
    empty: `Nothing was refused. ${empty}`,
    here: ({ verdict }) => verdict.input === 'block' || verdict.output === 'block',
  },
  {
    title: 'Failed',
    says: 'With an error of the provider, of the way to it, or of the sidecar.',
    query: calls('status = error', `${span(attr.errorType)} != "content_policy_violation"`),
    width: 12,
    empty: `Nothing failed. ${empty}`,
    here: ({ error }) => error !== undefined && error !== 'content_policy_violation',
  },
  {
    title: 'Expensive',
    says: 'More than a cent each.',
    query: calls(`${span(attr.costUsd)} > 0.01`),
    width: 12,
    empty: `No call cost more than a cent. ${empty}`,
    here: ({ costUsd }) => (costUsd ?? 0) > 0.01,
  },
  {
    title: 'Slow',
    says: 'More than ten seconds each.',
    query: calls('duration > 10s'),
    width: 12,
    empty: `No call took more than ten seconds. ${empty}`,
    here: ({ durationMs }) => durationMs > 10_000,
  },
  {
    title: 'Not scanned',
    says: 'Some of the request or the answer was not read.',
    query: calls(`(${span(attr.coverageInput)} != "scanned" || ${span(attr.coverageOutput)} != "scanned")`),
    width: 24,
    empty: `Everything was scanned. ${empty}`,
    here: ({ coverage }) => coverage.input !== 'scanned' || coverage.output !== 'scanned',
  },
];

/** The sidecar's own line for each call, in Loki: found by id, trace, model or whatever it holds. */
export const callLog = '{service_name="spanguard"} | json | msg = "call" |= "$find"';

import {
  type CallRecord,
  cachedTokens,
  costOf,
  type FindingRecord,
  inputTokens,
  outputTokens,
  type Told,
  verdictOf,
} from './demo-call.ts';
import { type Cell, type Column, paint, table } from './table.ts';

interface Look {
  readonly color: boolean;
  readonly width: number;
}

const columns: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'call', align: 'left', shrinks: true },
  { title: 'model', align: 'left', shrinks: true },
  { title: 'tokens in→out', align: 'right' },
  { title: 'cost', align: 'right' },
  { title: 'time', align: 'right' },
  { title: 'verdict', align: 'left' },
];

/** The table of all calls, and plain sentences about what is worth a word. */
export function report(told: readonly Told[], look: Look): string[] {
  const rows = told.map((each, at) => row(each, at + 1));
  const lines = table(columns, rows, { ...look, total: totals(told) });
  const notes = told.flatMap((each, at) =>
    notesOf(each).map((note) => `  Call ${at + 1} (${each.sample.name}): ${note}`),
  );
  if (notes.length > 0) lines.push('', ...notes);
  const differences = told.flatMap((each, at) =>
    each.differences.map((difference) => `  Call ${at + 1} (${each.sample.name}): ${difference}.`),
  );
  lines.push('');
  if (differences.length === 0) lines.push(paint('Everything went as it should.', 'good', look.color));
  else lines.push(paint('Not as it should be:', 'bad', look.color), ...differences);
  return lines;
}

function row({ sample, seen, call, differences }: Told, number: number): Cell[] {
  const mark: Cell = { text: String(number), tone: differences.length > 0 ? 'bad' : 'dim' };
  if (call === undefined) {
    return [mark, { text: sample.name }, { text: '' }, { text: '' }, { text: '' }, { text: '' }, failed(seen?.status)];
  }
  return [
    mark,
    { text: sample.name },
    { text: call.model, tone: 'dim' },
    { text: tokens(inputTokens(call), outputTokens(call)) },
    cost(call),
    { text: `${Math.round(call.durationMs)} ms`, tone: 'dim' },
    verdict(call),
  ];
}

function failed(status: number | undefined): Cell {
  return { text: status === undefined ? 'failed' : `not recorded (${status})`, tone: 'bad' };
}

function tokens(input: number, output: number): string {
  return input + output === 0 ? '–' : `${count(input)}→${count(output)}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function cost(call: CallRecord): Cell {
  switch (costOf(call)) {
    case 'known':
      return { text: dollars(call.costUsd ?? 0) };
    case 'unknown':
      return { text: 'unknown', tone: 'warn' };
    case 'none':
      return { text: '–', tone: 'dim' };
  }
}

/** To a millionth; what is less is not called nothing. */
export function dollars(usd: number): string {
  return usd > 0 && usd < 0.000_000_5 ? '<$0.000001' : `$${usd.toFixed(6)}`;
}

function verdict(call: CallRecord): Cell {
  const verdict = verdictOf(call);
  switch (verdict) {
    case 'block':
      return { text: 'refused', tone: 'bad' };
    case 'redact':
      return { text: `masked in the ${call.verdict.input === 'redact' ? 'prompt' : 'answer'}`, tone: 'warn' };
    case 'flag':
    case 'allow':
      if (call.status >= 400) return { text: `provider said ${call.status}`, tone: 'warn' };
      return verdict === 'flag' ? { text: 'noted', tone: 'warn' } : { text: 'allowed', tone: 'good' };
  }
}

function totals(told: readonly Told[]): Cell[] {
  const calls = told.flatMap(({ call }) => (call === undefined ? [] : [call]));
  const sum = (of: (call: CallRecord) => number): number => calls.reduce((total, call) => total + of(call), 0);
  return [
    { text: '' },
    { text: `${calls.length} calls`, tone: 'bold' },
    { text: '' },
    { text: tokens(sum(inputTokens), sum(outputTokens)), tone: 'bold' },
    { text: dollars(sum((call) => call.costUsd ?? 0)), tone: 'bold' },
    { text: '' },
    { text: '' },
  ];
}

function notesOf({ call, seen }: Told): string[] {
  if (call === undefined) return [];
  const notes: string[] = [];
  const refused = enforced(call, 'block');
  if (refused.length > 0) {
    const policies = [...new Set(refused.map(({ policy }) => `"${policy}"`))].join(', ');
    const thrown = seen?.errorClass === undefined ? '' : ` The application got its SDK's own ${seen.errorClass}.`;
    notes.push(
      `refused by the policy ${policies}, which found ${kinds(refused)}. ` +
        `${call.verdict.input === 'block' ? 'The provider never saw it.' : 'The answer was stopped.'}${thrown}`,
    );
  }
  const masked = enforced(call, 'redact');
  const asked = masked.filter(({ side }) => side === 'input');
  const answered = masked.filter(({ side }) => side === 'output');
  // The values themselves are told to nobody, here neither.
  if (asked.length > 0) {
    notes.push(`masked in the prompt: ${kinds(asked)}. The provider got placeholders instead of the values.`);
  }
  if (answered.length > 0) {
    notes.push(`masked in the answer: ${kinds(answered)}. The application never saw the values.`);
  }
  if (cachedTokens(call) > 0) {
    notes.push(`${count(cachedTokens(call))} of its input tokens were cached, and cost less.`);
  }
  if (costOf(call) === 'unknown') notes.push(`"${call.model}" has no known price, which is said rather than guessed.`);
  if (call.status >= 400 && refused.length === 0) {
    const wait = seen?.headers.get('retry-after');
    notes.push(
      `the provider itself answered ${call.status}; passed on unchanged${wait == null ? '' : `, retry-after: ${wait} included`}.`,
    );
  }
  return notes;
}

function enforced(call: CallRecord, action: FindingRecord['action']): FindingRecord[] {
  return call.findings.filter((finding) => finding.mode === 'enforce' && finding.action === action);
}

/** `1 credit-card and 2 email`. */
function kinds(findings: readonly FindingRecord[]): string {
  const counts = new Map<string, number>();
  for (const { detector } of findings) counts.set(detector, (counts.get(detector) ?? 0) + 1);
  return [...counts].map(([detector, times]) => `${times} × ${detector}`).join(' and ');
}

/** Where to look, and how to try one's own application; nothing once both have stopped. */
export function ending(
  addresses: { readonly proxy: string; readonly admin: string },
  look: { readonly color: boolean; readonly stays: boolean },
): string[] {
  const { proxy, admin } = addresses;
  if (!look.stays) return [];
  const strong = (text: string): string => paint(text, 'bold', look.color);
  return [
    '',
    `Proxy     ${strong(proxy)}`,
    `Calls     ${strong(`${admin}/calls`)}`,
    `Metrics   ${strong(`${admin}/metrics`)}`,
    '',
    'Try your own application (the answers are simulated, any API key will do):',
    `  export OPENAI_BASE_URL=${proxy}/openai/v1`,
    `  export ANTHROPIC_BASE_URL=${proxy}/anthropic`,
    '',
    'Ctrl-C ends it.',
  ];
}

import type { Call } from '../../../core/call.ts';
import type { Dialect, Endpoint } from '../../../core/dialect.ts';
import type { HeaderList, HttpRequest } from '../../../core/http.ts';
import type { Outcome } from '../../../core/recorder.ts';
import { noUsage } from '../../../core/usage.ts';
import { allow, type Finding, type Verdict } from '../../../core/verdict.ts';
import { createTelemetry, type Log, type Telemetry, type TelemetryOptions } from '../../../telemetry/index.ts';

export interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export function keptLog(): Log & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const at =
    (level: Line['level']) =>
    (fields: object, message: string): void => {
      lines.push({ level, fields, message });
    };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export function telemetryWith(options: Partial<TelemetryOptions> = {}): Telemetry {
  return createTelemetry({ env: {}, version: '1.2.3', log: keptLog(), ...options });
}

export const openai: Endpoint = {
  provider: 'openai',
  system: 'openai',
  priceAs: 'openai',
  operation: 'chat',
  usageOnAsk: true,
  dialect: { name: 'openai-chat' } as Dialect,
};

export function requestOf(headers: HeaderList = [], origin = 'https://api.openai.com'): HttpRequest {
  return {
    method: 'POST',
    url: new URL('/v1/chat/completions', origin),
    headers,
    body: new Uint8Array(),
    signal: new AbortController().signal,
  };
}

export function callOf(parts: Partial<Call> = {}): Call {
  return {
    operation: 'chat',
    model: 'gpt-5',
    stream: false,
    segments: [],
    messages: 1,
    tools: 0,
    params: {},
    ...parts,
  };
}

export function outcomeOf(parts: Partial<Outcome> = {}): Outcome {
  return {
    status: 200,
    answer: { id: 'chatcmpl-1', model: 'gpt-5-2025-08-07', finish: ['stop'] },
    usage: { ...noUsage, input: 10, output: 5 },
    cost: { picodollars: 62_500_000, confidence: 'exact', price: 'built-in:openai/gpt-5@2026-01-01' },
    coverage: { input: 'scanned', output: 'scanned' },
    chunks: 0,
    overheadMs: 0.2,
    ...parts,
  };
}

export function findingOf(parts: Partial<Finding> = {}): Finding {
  return {
    policy: 'mask-pii',
    detector: 'email',
    category: 'pii',
    score: 1,
    side: 'input',
    role: 'user',
    kind: 'text',
    path: ['messages', 0, 'content'],
    start: 3,
    end: 9,
    action: 'redact',
    mode: 'enforce',
    ...parts,
  };
}

export const redacted: Verdict = { action: 'redact', findings: [findingOf()], faults: [], redactions: [] };
export const blocked: Verdict = {
  action: 'block',
  policy: 'no-injection',
  findings: [
    findingOf({ policy: 'no-injection', detector: 'prompt-injection', category: 'injection', action: 'block' }),
  ],
  faults: [],
};

export interface Told {
  readonly endpoint?: Endpoint;
  readonly headers?: HeaderList;
  readonly request?: HttpRequest;
  readonly call?: Partial<Call>;
  readonly input?: Verdict;
  readonly output?: Verdict;
  readonly outcome?: Partial<Outcome>;
}

/** One call from its beginning to its end, as `guard` tells it. */
export function tell(telemetry: Telemetry, told: Told = {}): string {
  const call = callOf(told.call);
  const recorder = telemetry.observe(told.endpoint ?? openai, told.request ?? requestOf(told.headers));
  recorder.called(call);
  recorder.verdict('input', told.input ?? allow);
  const { firstFrame } = recorder;
  if (call.stream) firstFrame();
  recorder.verdict('output', told.output ?? allow);
  recorder.close({ ...outcomeOf(told.outcome), call });
  return recorder.id;
}

/** A sample of `/metrics`: its value, by name and labels that must be there. */
export function sample(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  for (const line of text.split('\n')) {
    const parsed = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (parsed === null || parsed[1] !== name) continue;
    const found = Object.fromEntries(
      [...(parsed[2] ?? '').matchAll(/([a-zA-Z0-9_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, value]) => [key, value]),
    );
    if (Object.entries(labels).every(([key, value]) => found[key] === value)) return Number(parsed[3]);
  }
  return undefined;
}

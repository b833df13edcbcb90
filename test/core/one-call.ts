import { vi } from 'vitest';
import { assemble } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { wholeBody } from '../../core/body.ts';
import type { HeaderList } from '../../core/http.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const mail = 'jane.roe@example.com';
const redacting = { policies: [{ name: 'mask', on: 'both', detect: ['email'], action: 'redact' }] };
const paths = {
  openai: '/v1/chat/completions',
  responses: '/v1/responses',
  completions: '/v1/completions',
  anthropic: '/v1/messages',
} as const;
export type Where = keyof typeof paths;

export interface Said {
  readonly text: string;
  readonly coverage: string;
  readonly findings: number;
}

/** One call through `guard` under a policy that masks addresses: what the caller gets, and what is on record. */
export async function call(where: Where, answer: string | readonly Uint8Array[], request?: string): Promise<Said> {
  const product = assemble(
    { config: validateConfig(redacting, knownNames()), file: undefined, env: {} },
    { version: '0', log: quiet },
  );
  const streamed = typeof answer !== 'string';
  const headers: HeaderList = [['content-type', streamed ? 'text/event-stream' : 'application/json']];
  async function* pieces(): AsyncGenerator<Uint8Array> {
    if (streamed) yield* answer;
  }
  const guarded = product.guard(async () => ({
    status: 200,
    headers,
    body: streamed ? pieces() : wholeBody(Buffer.from(answer)),
  }));
  const response = await guarded({
    method: 'POST',
    url: new URL(`http://provider.example${paths[where]}`),
    headers: [['content-type', 'application/json']],
    body: Buffer.from(
      request ?? `{"model":"m","stream":${streamed},"messages":[],"input":"","prompt":"","max_tokens":1}`,
    ),
    signal: new AbortController().signal,
    provider: where === 'anthropic' ? 'anthropic' : 'openai',
  });
  const got: Uint8Array[] = [];
  for await (const bytes of response.body) got.push(bytes);
  const entry = await vi.waitFor(() => {
    const [first] = product.telemetry.calls();
    if (first === undefined) throw new Error('Nothing on record');
    return first;
  });
  const { coverage, findings } = entry;
  const side = request === undefined ? coverage.output : coverage.input;
  return { text: Buffer.concat(got).toString(), coverage: side, findings: findings.length };
}

export const sse = (...events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
export const stream = (where: Where, ...events: readonly object[]): Promise<Said> => {
  const end = where === 'openai' || where === 'completions' ? 'data: [DONE]\n\n' : '';
  return call(where, [Buffer.from(sse(...events) + end)]);
};

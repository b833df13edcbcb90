import { Prose } from './prose.ts';

/** Events in one stream: the role, the deltas, the finish, the usage and `[DONE]`. */
export const DELTAS = 100;
export const EVENTS = DELTAS + 4;

/** Events an idle stream has received before it falls silent. */
export const IDLE_EVENTS = 5;

const id = 'chatcmpl-BenchA7f3Qk29LmXw81TzRb4Yd';
const model = 'gpt-4o-mini-2024-07-18';
const usage = {
  prompt_tokens: 486,
  completion_tokens: 301,
  total_tokens: 787,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

// What a provider's edge adds; a proxy has to carry these.
const headers = [
  'HTTP/1.1 200 OK',
  'date: Fri, 20 Nov 2026 12:00:00 GMT',
  'openai-organization: bench',
  'openai-processing-ms: 412',
  'openai-version: 2020-10-01',
  'x-ratelimit-limit-requests: 10000',
  'x-ratelimit-remaining-requests: 9999',
  'x-ratelimit-reset-requests: 6ms',
  'x-request-id: req_4f0c3b1a9d8e7f6a5b4c3d2e1f0a9b8c',
  'strict-transport-security: max-age=31536000; includeSubDomains; preload',
  'server: cloudflare',
].join('\r\n');

function prose(bytes: number): string {
  return JSON.parse(`"${new Prose(7).text(bytes).toString()}"`) as string;
}

function whole(): Buffer {
  const body = Buffer.from(
    JSON.stringify(
      {
        id,
        object: 'chat.completion',
        created: 1795176000,
        model,
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: prose(1500), refusal: null, annotations: [] },
            logprobs: null,
            finish_reason: 'stop',
          },
        ],
        usage,
        service_tier: 'default',
        system_fingerprint: 'fp_b376dfbbd5',
      },
      null,
      2,
    ),
  );
  const head = `${headers}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function chunk(payload: string): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

function event(delta: object, finish: string | null, withUsage: boolean): string {
  const choices = withUsage ? [] : [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  const data = {
    id,
    object: 'chat.completion.chunk',
    created: 1795176000,
    model,
    service_tier: 'default',
    system_fingerprint: 'fp_b376dfbbd5',
    choices,
    usage: withUsage ? usage : null,
    // Providers pad their deltas so that sizes tell nothing; this brings an event to about 300 bytes.
    obfuscation: 'k3JfW9sLqZ0xTb7Nc2Vh',
  };
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** Words as tokens come: a short word whole, a longer one in two pieces, the space in front. */
function tokens(): string[] {
  const pieces: string[] = [];
  for (const word of prose(1200).split(' ')) {
    const text = pieces.length === 0 ? word : ` ${word}`;
    if (text.length > 7) pieces.push(text.slice(0, 5), text.slice(5));
    else pieces.push(text);
    if (pieces.length >= DELTAS) break;
  }
  return pieces.slice(0, DELTAS);
}

/** The bytes of every answer, made once. */
export const wholeAnswer = whole();

/** A stream's writes: the first carries the head too, the last the end of the body. */
export const streamWrites: readonly Buffer[] = (() => {
  const head = Buffer.from(
    `${headers}\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
  const events = [
    event({ role: 'assistant', content: '', refusal: null }, null, false),
    ...tokens().map((content) => event({ content }, null, false)),
    event({}, 'stop', false),
    event({}, null, true),
    'data: [DONE]\n\n',
  ];
  return events.map((text, index) => {
    const bytes = chunk(text);
    if (index === 0) return Buffer.concat([head, bytes]);
    return index === events.length - 1 ? Buffer.concat([bytes, Buffer.from('0\r\n\r\n')]) : bytes;
  });
})();

const JOINED = 10;

/** The same bytes in fewer writes, as they come from a provider that batches or over a busy network. */
export const joinedWrites: readonly Buffer[] = Array.from(
  { length: Math.ceil(streamWrites.length / JOINED) },
  (_, index) => Buffer.concat(streamWrites.slice(index * JOINED, (index + 1) * JOINED)),
);

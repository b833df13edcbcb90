import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { assemble } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { wholeBody } from '../../core/body.ts';
import type { HeaderList } from '../../core/http.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const mail = 'jane.roe@example.com';
const redacting = { policies: [{ name: 'mask', on: 'both', detect: ['email'], action: 'redact' }] };
const paths = {
  openai: '/v1/chat/completions',
  responses: '/v1/responses',
  completions: '/v1/completions',
  anthropic: '/v1/messages',
} as const;
type Where = keyof typeof paths;

interface Said {
  readonly text: string;
  readonly coverage: string;
  readonly findings: number;
}

async function call(where: Where, answer: string | readonly Uint8Array[], request?: string): Promise<Said> {
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

const sse = (...events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const stream = (where: Where, ...events: readonly object[]): Promise<Said> => {
  const end = where === 'openai' || where === 'completions' ? 'data: [DONE]\n\n' : '';
  return call(where, [Buffer.from(sse(...events) + end)]);
};

/** A string in pieces of these lengths. */
const cut = (text: string, lengths: readonly number[]): string[] => {
  const parts: string[] = [];
  let at = 0;
  for (const length of lengths) {
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return [...parts, text.slice(at)].filter((part) => part !== '');
};

const token = (text: string) => ({ token: text, logprob: -1, bytes: [...Buffer.from(text)], top_logprobs: [] });
const chunk = (content: string | null, tokens: readonly string[] | null) => ({
  id: 'c',
  model: 'm',
  choices: [
    { index: 0, delta: { content }, logprobs: tokens === null ? null : { content: tokens.map(token), refusal: null } },
  ],
});

describe('log probabilities', () => {
  it('that come apart from the text give nothing away, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 8 }),
        fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 12, maxLength: 12 }),
        async (lengths, kinds) => {
          const parts = cut(`Write to ${mail} today`, lengths);
          // Each piece comes as text, as tokens, as both in one chunk, or as tokens alone and text alone.
          const events = parts.flatMap((part, index) => {
            const [together, early] = kinds[index % kinds.length] as [boolean, boolean];
            if (together) return [chunk(part, [part])];
            return early ? [chunk(null, [part]), chunk(part, null)] : [chunk(part, null), chunk('', [part])];
          });
          const { text, coverage } = await stream('openai', ...events);
          expect(text).not.toContain(mail);
          const spelled = [...text.matchAll(/"token":"([^"]*)"/g)].map((match) => match[1]).join('');
          expect(spelled).not.toMatch(/@|jane|roe/);
          expect([...text.matchAll(/"content":"([^"]*)"/g)].map((match) => match[1]).join('')).toBe(
            'Write to <EMAIL_1> today',
          );
          expect(coverage).toBe('scanned');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are untouched where nothing was masked, half characters and all', async () => {
    const [first, second] = [Buffer.from('😀').subarray(0, 2), Buffer.from('😀').subarray(2)];
    const half = (bytes: Buffer, content: string) => ({
      id: 'c',
      choices: [{ index: 0, delta: { content }, logprobs: { content: [{ token: 'bytes:\\xf0', bytes: [...bytes] }] } }],
    });
    const events = [chunk('a', ['a']), half(first, ''), half(second, '😀'), chunk('', ['apart']), chunk('b', ['b'])];
    const source = `${sse(...events)}data: [DONE]\n\n`;
    expect(
      (
        await call(
          'openai',
          [...Buffer.from(source)].map((byte) => Buffer.of(byte)),
        )
      ).text,
    ).toBe(source);
  });

  it.each([
    [
      'openai',
      { choices: [{ message: { content: 'x' }, logprobs: { content: [token('jane.'), token('roe@example.com')] } }] },
    ],
    [
      'openai',
      { choices: [{ message: { content: `to ${mail}` }, logprobs: { content: [token('to '), token(mail)] } }] },
    ],
    ['openai', { choices: [{ message: { content: null, refusal: 'x' }, logprobs: { refusal: [token(mail)] } }] }],
    ['completions', { choices: [{ text: 'x', logprobs: { tokens: ['jane.roe@', 'example.com'] } }] }],
    [
      'responses',
      {
        status: 'completed',
        output: [
          {
            type: 'message',
            content: [{ type: 'output_text', text: 'x', logprobs: [token('jane.roe'), token('@example.com')] }],
          },
        ],
      },
    ],
  ] as const)('of a whole answer agree with it (%s)', async (where, answer) => {
    const { text, coverage } = await call(where, JSON.stringify(answer));
    expect(text).not.toMatch(/jane|roe|106,97,110/);
    expect(coverage).toBe('scanned');
  });

  it('of Responses come apart as well', async () => {
    const place = { output_index: 0, content_index: 0, item_id: 'i' };
    const delta = (text: string, tokens: readonly string[]) => ({
      type: 'response.output_text.delta',
      ...place,
      delta: text,
      logprobs: tokens.map(token),
    });
    const done = { type: 'response.output_text.done', ...place, text: 'hi you', logprobs: [token(mail)] };
    const { text, coverage } = await stream(
      'responses',
      delta('hi ', ['jane.roe']),
      delta('', ['@example']),
      delta('you', ['.com']),
      done,
    );
    expect(text).not.toMatch(/jane|roe|example/);
    expect(text).toContain('"delta":"hi "');
    expect(coverage).toBe('scanned');
  });
});

describe('what stands beside an answer is masked like it', () => {
  const url = `https://a.example/?to=${mail}`;
  it.each<[string, Where, object]>([
    [
      'chat citation',
      'openai',
      {
        choices: [
          { message: { content: 'x', annotations: [{ type: 'url_citation', url_citation: { url, title: mail } }] } },
        ],
      },
    ],
    [
      'flat citation',
      'openai',
      { choices: [{ message: { content: 'x', annotations: [{ type: 'url_citation', url, title: mail }] } }] },
    ],
    ['citations', 'openai', { choices: [], citations: [url] }],
    ['search results', 'openai', { choices: [], search_results: [{ url, title: mail }] }],
    ['related questions', 'openai', { choices: [], related_questions: [`Who is ${mail}?`] }],
    [
      'tool name',
      'openai',
      { choices: [{ message: { tool_calls: [{ id: 'a', function: { name: mail, arguments: '{}' } }] } }] },
    ],
    [
      'Responses annotations',
      'responses',
      {
        output: [
          {
            type: 'message',
            content: [
              {
                type: 'output_text',
                text: 'x',
                annotations: [
                  { type: 'url_citation', url },
                  { type: 'file_citation', filename: mail },
                ],
              },
            ],
          },
        ],
      },
    ],
    ['Responses error', 'responses', { status: 'failed', output: [], error: { code: 'c', message: mail } }],
    [
      'MCP tools',
      'responses',
      {
        output: [
          { type: 'mcp_list_tools', tools: [{ name: 'n', description: mail, input_schema: { description: mail } }] },
        ],
      },
    ],
    [
      'file search',
      'responses',
      {
        output: [
          {
            type: 'file_search_call',
            queries: [mail],
            results: [{ filename: mail, text: mail, attributes: { a: mail } }],
          },
        ],
      },
    ],
    [
      'web search',
      'responses',
      {
        output: [{ type: 'web_search_call', action: { type: 'search', query: mail, sources: [{ type: 'url', url }] } }],
      },
    ],
    ['open page', 'responses', { output: [{ type: 'web_search_call', action: { type: 'open_page', url } }] }],
    [
      'computer',
      'responses',
      {
        output: [
          { type: 'computer_call', action: { type: 'type', text: mail }, pending_safety_checks: [{ message: mail }] },
        ],
      },
    ],
    [
      'shell',
      'responses',
      {
        output: [
          {
            type: 'local_shell_call',
            action: { type: 'exec', command: ['ls', mail], env: { A: mail }, working_directory: mail },
          },
        ],
      },
    ],
    [
      'patch',
      'responses',
      { output: [{ type: 'apply_patch_call', operation: { type: 'create_file', path: mail, diff: mail } }] },
    ],
    ['image prompt', 'responses', { output: [{ type: 'image_generation_call', revised_prompt: mail }] }],
    [
      'code',
      'responses',
      { output: [{ type: 'code_interpreter_call', code: mail, outputs: [{ type: 'logs', logs: mail }] }] },
    ],
    [
      'Anthropic citation',
      'anthropic',
      {
        content: [
          {
            type: 'text',
            text: 'x',
            citations: [{ type: 'web_search_result_location', url, title: mail, cited_text: mail }],
          },
        ],
      },
    ],
    [
      'Anthropic search',
      'anthropic',
      {
        content: [
          {
            type: 'web_search_tool_result',
            content: [{ type: 'web_search_result', url, title: mail, page_age: mail, encrypted_content: 'AA' }],
          },
        ],
      },
    ],
    [
      'Anthropic code',
      'anthropic',
      {
        content: [
          {
            type: 'code_execution_tool_result',
            content: { type: 'code_execution_result', stdout: mail, stderr: mail },
          },
        ],
      },
    ],
    [
      'Anthropic tool tomorrow',
      'anthropic',
      {
        content: [
          { type: 'oracle_tool_result', content: { type: 'oracle_result', omen: mail, signs: [{ sign: mail }] } },
        ],
      },
    ],
    ['Anthropic MCP', 'anthropic', { content: [{ type: 'mcp_tool_result', content: [{ type: 'text', text: mail }] }] }],
    ['Anthropic tool name', 'anthropic', { content: [{ type: 'tool_use', id: 'a', name: mail, input: {} }] }],
  ])('%s', async (_, where, answer) => {
    const { text, coverage } = await call(where, JSON.stringify(answer));
    expect(text).not.toContain('jane');
    expect(text).toContain('<EMAIL_1>');
    expect(coverage).toBe('scanned');
  });

  it.each<[string, Where, object[]]>([
    [
      'chat',
      'openai',
      [
        {
          choices: [
            { index: 0, delta: { content: 'x', annotations: [{ type: 'url_citation', url_citation: { url } }] } },
          ],
          citations: [url],
          related_questions: [mail],
        },
      ],
    ],
    [
      'chat tool name',
      'openai',
      [
        {
          choices: [
            { index: 0, delta: { tool_calls: [{ index: 0, id: 'a', function: { name: mail, arguments: '' } }] } },
          ],
        },
      ],
    ],
    ['chat error', 'openai', [{ error: { code: 'c', message: mail } }]],
    ['Responses error', 'responses', [{ type: 'error', code: 'c', message: mail }]],
    [
      'Responses failure',
      'responses',
      [{ type: 'response.failed', response: { status: 'failed', error: { code: 'c', message: mail } } }],
    ],
    [
      'Responses annotation',
      'responses',
      [{ type: 'response.output_text.annotation.added', annotation: { type: 'url_citation', url, title: mail } }],
    ],
    [
      'Responses tool name',
      'responses',
      [
        {
          type: 'response.output_item.added',
          output_index: 0,
          item: { type: 'function_call', name: mail, arguments: '' },
        },
      ],
    ],
    [
      'Anthropic citation',
      'anthropic',
      [
        {
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'citations_delta', citation: { cited_text: mail, document_title: mail, url } },
        },
      ],
    ],
    [
      'Anthropic tool name',
      'anthropic',
      [{ type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 'a', name: mail, input: {} } }],
    ],
    ['Anthropic error', 'anthropic', [{ type: 'error', error: { type: 'api_error', message: mail } }]],
    [
      'Anthropic stop',
      'anthropic',
      [
        {
          type: 'message_delta',
          delta: { stop_reason: 'refusal', stop_details: { type: 'refusal', explanation: mail } },
        },
      ],
    ],
  ])('%s, streamed', async (_, where, events) => {
    const { text, coverage } = await stream(where, ...events);
    expect(text).not.toContain('jane');
    expect(text).toContain('<EMAIL_1>');
    expect(coverage).toBe('scanned');
  });
});

describe('what nobody knows how to read is not said to be read', () => {
  it.each<[string, Where, object[], string]>([
    [
      'a delta that is an object',
      'responses',
      [{ type: 'response.output_text.delta', delta: { text: mail } }],
      'unknown',
    ],
    ['a delta of tomorrow', 'responses', [{ type: 'response.oracle.delta', delta: { text: mail } }], 'unknown'],
    ['an event of tomorrow', 'responses', [{ type: 'response.oracle.done', item_id: 'i', omen: mail }], 'unknown'],
    [
      'an item of tomorrow',
      'responses',
      [{ type: 'response.output_item.done', output_index: 0, item: { type: 'oracle', omen: mail } }],
      'other',
    ],
    [
      'text after its end',
      'responses',
      [
        { type: 'response.output_text.delta', delta: 'jane.roe@' },
        { type: 'response.output_text.done', text: 'jane.roe@' },
        { type: 'response.output_text.delta', delta: 'example.com' },
      ],
      'after-finish',
    ],
    [
      'a second text in a delta',
      'anthropic',
      [{ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'x', thinking: mail } }],
      'unknown',
    ],
    [
      'a delta of tomorrow',
      'anthropic',
      [{ type: 'content_block_delta', index: 0, delta: { type: 'omen_delta', omen: mail } }],
      'other',
    ],
    ['an event of tomorrow', 'anthropic', [{ type: 'omen', text: mail }], 'unknown'],
    [
      'a block of tomorrow',
      'anthropic',
      [{ type: 'content_block_start', index: 0, content_block: { type: 'fallback', omen: mail } }],
      'other',
    ],
    [
      'text after its end',
      'anthropic',
      [
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'jane.roe@' } },
        { type: 'content_block_stop', index: 0 },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'example.com' } },
      ],
      'after-finish',
    ],
    [
      'text after its end',
      'openai',
      [
        { choices: [{ index: 0, delta: { content: 'jane.roe@' }, finish_reason: 'stop' }] },
        { choices: [{ index: 0, delta: { content: 'example.com' } }] },
      ],
      'after-finish',
    ],
  ])('%s (%s)', async (_, where, events, kind) => {
    expect((await stream(where, ...events)).coverage).toBe(`skipped:${kind}`);
  });

  it.each<[Where, object]>([
    ['responses', { type: 'response.web_search_call.searching', item_id: 'i', output_index: 0, sequence_number: 3 }],
    ['responses', { type: 'keepalive', sequence_number: 3 }],
    ['anthropic', { type: 'ping' }],
  ])('but an event without words is (%s)', async (where, event) => {
    expect((await stream(where, event)).coverage).toBe('scanned');
  });
});

describe('requests that another reader may read otherwise', () => {
  it.each<[Where, string, string]>([
    ['openai', '{"model":"m","messages":[{"role":"user","content":"X"}],"messages":[]}', 'duplicate-key'],
    ['openai', '{"model":"m","messages":[{"role":"user","content":"X","cont\\u0065nt":"y"}]}', 'duplicate-key'],
    ['openai', '{"model":"m","messages":[],"Messages":[{"role":"user","content":"X"}]}', 'key-case'],
    ['openai', '{"model":"m","messages":[],"me\u017f\u017fages":[{"role":"user","content":"X"}]}', 'key-case'],
    ['openai', '{"model":"m","messages":[{"role":"user","Content":"X","content":""}]}', 'key-case'],
    [
      'openai',
      '{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"","TEXT":"X"}]}]}',
      'key-case',
    ],
    ['anthropic', '{"model":"m","messages":[],"system":"a", "system" : "b"}', 'duplicate-key'],
    ['responses', '{"model":"m","input":"","Input":"X"}', 'key-case'],
  ])('are not said to be read (%s): %s', async (where, request, kind) => {
    expect((await call(where, '{}', request)).coverage).toBe(`skipped:${kind}`);
  });

  it.each<[Where, string]>([
    ['openai', '{"model":"m","messages":[{"role":"user","content":"\\"a\\":1,\\"a\\" : 2"}],"metadata":{"Team":"x"}}'],
    [
      'openai',
      '{"messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"Content":{},"content":{}}}}}]}',
    ],
    [
      'anthropic',
      '{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"Text":"a","text":"b"}}]}]}',
    ],
    ['openai', '\uFEFF{ "messages" : [ ] , "__proto__" : { "a" : {} } }'],
  ])('are scanned where there is no doubt (%s): %s', async (where, request) => {
    expect((await call(where, '{}', request)).coverage).toBe('scanned');
  });
});

import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../providers/dialects/anthropic-messages.ts';
import { embedded } from '../contract/drivers.ts';

const policies = [
  {
    name: 'calls',
    action: 'block',
    tools: { deny: ['transfer_*', 'shell', 'web_search'], urls: { allow: ['good.example'] }, shell: 'deny' },
  },
];
const sse = (...events: object[]): Buffer =>
  Buffer.from(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
const chatTo = { provider: 'openai', path: '/v1/chat/completions' };
const responsesTo = { provider: 'openai', path: '/v1/responses' };
const messagesTo = { provider: 'anthropic', path: '/v1/messages' };
const chatAsk = JSON.stringify({ model: 'm', messages: [], stream: true });
const responsesAsk = JSON.stringify({ model: 'm', input: 'x', stream: true });
const messagesAsk = JSON.stringify({ model: 'm', max_tokens: 1, messages: [], stream: true });

async function through(to: { provider: string; path: string }, ask: string, answer: Buffer, stream = true) {
  const driver = await embedded(policies);
  try {
    return await driver.call(to, ask, [answer], stream);
  } finally {
    await driver.stop();
  }
}

const response = { id: 'r', object: 'response', status: 'in_progress', model: 'm', output: [] };
const created = { type: 'response.created', response };
const added = (item: object) => ({ type: 'response.output_item.added', output_index: 0, item: { id: 'i', ...item } });
const done = (item: object) => ({ type: 'response.output_item.done', output_index: 0, item: { id: 'i', ...item } });
const completed = (item: object) => ({ type: 'response.completed', response: { ...response, output: [item] } });

describe('calls of every make', () => {
  it.each([
    ['function_call', { type: 'function_call', name: 'transfer_QZX', arguments: '' }, { arguments: '{"KWVQ":1}' }],
    ['custom_tool_call', { type: 'custom_tool_call', name: 'run_QZX', input: '' }, { input: 'KWVQ; rm -rf /' }],
    ['mcp_call', { type: 'mcp_call', name: 'QZX', arguments: '' }, { arguments: '{"u":"https://KWVQ.example"}' }],
    ['web_search_call', { type: 'web_search_call', status: 'in_progress' }, { action: { query: 'KWVQ' } }],
    ['shell_call', { type: 'shell_call', status: 'QZX' }, { action: { commands: ['KWVQ'] } }],
    ['local_shell_call', { type: 'local_shell_call', status: 'QZX' }, { action: { command: ['rm -rf KWVQ'] } }],
    ['code_interpreter_call', { type: 'code_interpreter_call', code: '' }, { code: 'KWVQ`rm -rf /`' }],
    ['computer_call', { type: 'computer_call', status: 'QZX' }, { action: { url: 'https://KWVQ.example' } }],
    ['apply_patch_call', { type: 'apply_patch_call', status: 'QZX' }, { operation: { diff: 'https://KWVQ.example' } }],
  ])('Responses: %s', async (type, item, rest) => {
    const full = { ...item, ...rest };
    const events = sse(created, added(item), done(full), completed(full));
    const { body, call } = await through(responsesTo, responsesAsk, events);
    expect(call.verdict.output).toBe('block');
    expect(body).not.toMatch(/QZX|KWVQ/);
    expect(body).not.toContain(type);
    const whole = Buffer.from(JSON.stringify({ ...response, status: 'completed', output: [full] }));
    const refused = await through(responsesTo, JSON.stringify({ model: 'm', input: 'x' }), whole, false);
    expect(refused.call.verdict.output).toBe('block');
    expect(refused.body).not.toMatch(/QZX|KWVQ/);
  });

  it('Responses: a hosted call that no policy refuses comes out as it is', async () => {
    const item = { type: 'file_search_call', status: 'in_progress', queries: [] };
    const full = { ...item, status: 'completed', queries: ['prices'] };
    const events = sse(created, added(item), done(full), completed(full));
    const { body, call } = await through(responsesTo, responsesAsk, events);
    expect(call.verdict.output).toBe('allow');
    expect(body).toBe(events.toString());
  });

  const chunk = (delta: object, finish: string | null = null) => ({
    id: 'c',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });

  it.each([
    [
      'function_call',
      [{ function_call: { name: 'transfer_QZX', arguments: '' } }, { function_call: { arguments: 'KWVQ' } }],
    ],
    [
      'a name at the end',
      [
        { tool_calls: [{ index: 0, id: 'x', function: { arguments: 'KWVQ' } }] },
        { tool_calls: [{ index: 0, function: { name: 'transfer_QZX' } }] },
      ],
    ],
    [
      'a name in parts',
      [
        { tool_calls: [{ index: 0, id: 'x', function: { name: 'trans' } }] },
        { tool_calls: [{ index: 0, function: { name: 'fer_QZX' } }] },
      ],
    ],
    [
      'arguments as an object',
      [{ tool_calls: [{ index: 0, id: 'x', function: { name: 'act', arguments: { u: ['https://KWVQ.example'] } } }] }],
    ],
    ['custom', [{ tool_calls: [{ index: 0, id: 'x', custom: { name: 'QZX', input: 'KWVQ && curl x' } }] }]],
    ['executed by the provider', [{ executed_tools: [{ index: 0, type: 'transfer_QZX', arguments: '{"a":"KWVQ"}' }] }]],
  ])('chat: %s', async (_, deltas) => {
    const events = sse(...deltas.map((delta) => chunk(delta)), chunk({}, 'tool_calls'));
    const { body, call } = await through(chatTo, chatAsk, events);
    expect(call.verdict.output).toBe('block');
    expect(body).not.toMatch(/QZX|KWVQ/);
    expect(body).toContain('content_filter');
  });

  it.each([
    ['server_tool_use', {}, ['{"query":"https://', 'KWVQ.example"}']],
    ['mcp_tool_use', {}, ['{"query":"`KW', 'VQ`"}']],
    ['tool_use', { query: ['https://KWVQ.example'] }, []],
  ])('Messages: %s', async (type, input, pieces) => {
    const block = { type, id: 't', name: 'look_QZX', input };
    const events = sse(
      { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', content: [], usage: {} } },
      { type: 'content_block_start', index: 0, content_block: block },
      ...pieces.map((partial_json) => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json },
      })),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_stop' },
    );
    const { body, call } = await through(messagesTo, messagesAsk, events);
    expect(call.verdict.output).toBe('block');
    expect(body).not.toMatch(/QZX|KWVQ/);
  });

  it('definitions of tools are no text of anybody', () => {
    const tools = [{ name: 'transfer_x', description: 'https://evil.example', input_schema: { type: 'object' } }];
    const body = { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }], tools };
    const request = { url: new URL('http://x.example/v1/messages'), method: 'POST' };
    const { segments, tools: count } = anthropicMessages.decode(body, request, 'chat');
    expect(segments.map(({ text }) => text)).toEqual(['Hi']);
    expect(count).toBe(1);
  });
});

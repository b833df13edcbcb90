import { describe, expect, it } from 'vitest';
import type { Call } from '../../core/call.ts';
import { Unreadable } from '../../core/dialect.ts';
import { anthropicMessages } from '../../providers/dialects/anthropic-messages.ts';
import { openaiChat } from '../../providers/dialects/openai-chat.ts';
import { openaiCompletions } from '../../providers/dialects/openai-completions.ts';
import { openaiEmbeddings } from '../../providers/dialects/openai-embeddings.ts';
import { openaiResponses } from '../../providers/dialects/openai-responses.ts';
import { checkPaths, decode } from './frames.ts';

/** `role kind name: text` of each segment; `!` marks JSON source. */
function said({ segments }: Pick<Call, 'segments'>): string[] {
  return segments.map(
    ({ role, kind, name, json, text }) =>
      `${role} ${kind}${name === undefined ? '' : ` ${name}`}${json === true ? '!' : ''}: ${text}`,
  );
}

describe('chat requests', () => {
  const body = {
    model: 'gpt-x',
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: 9,
    n: 2,
    stop: 'END',
    reasoning_effort: 'low',
    response_format: { type: 'json_schema', json_schema: {} },
    tools: [{ type: 'function', function: { name: 'f', description: 'not scanned' } }],
    messages: [
      { role: 'system', content: 'sys' },
      { role: 'developer', content: [{ type: 'text', text: 'dev' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'look' },
          { type: 'image_url', image_url: { url: 'data:' } },
          { type: 'input_audio', input_audio: { data: 'AA', format: 'wav' } },
          { type: 'file', file: { file_id: 'f' } },
          { type: 'hologram', beam: 1 },
        ],
      },
      {
        role: 'assistant',
        content: null,
        reasoning_content: 'thought',
        refusal: 'no',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":"y"}' } },
          { id: 'b', type: 'custom', custom: { name: 'g', input: 'raw' } },
          { id: 'c', type: 'function', function: { name: 'h', arguments: { deep: ['leaf', 3], n: null } } },
          { id: 'd', type: 'function', function: { name: 'bare' } },
        ],
        function_call: { name: 'old', arguments: '{}' },
      },
      { role: 'tool', tool_call_id: 'a', content: 'result' },
      { role: 'function', name: 'old', content: [{ type: 'text', text: 'older' }] },
      { role: 'assistant', content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }, 'plain'] },
      { role: 'stranger', content: 'who' },
    ],
    prediction: { type: 'content', content: 'guess' },
  };

  it('are read in full', () => {
    const call = decode(openaiChat, body);
    expect(said(call)).toEqual([
      'system text: sys',
      'system text: dev',
      'user text: look',
      'assistant refusal: no',
      'assistant reasoning: thought',
      'assistant tool_call f!: {"x":"y"}',
      'assistant tool_call g: raw',
      'assistant tool_call h: leaf',
      'assistant tool_call bare!: ',
      'assistant tool_call old!: {}',
      'tool tool_result: result',
      'tool tool_result old: older',
      'assistant reasoning: hm',
      'assistant text: plain',
      'user text: who',
      'user text: guess',
    ]);
    checkPaths(body, call);
    expect(call).toMatchObject({
      model: 'gpt-x',
      stream: true,
      messages: 8,
      tools: 1,
      unread: { image: 1, audio: 1, file: 1, other: 1 },
      params: {
        maxTokens: 9,
        choiceCount: 2,
        stopSequences: ['END'],
        reasoningLevel: 'low',
        outputType: 'json',
        includeUsage: true,
      },
    });
  });

  it.each([
    [undefined, 'the body'],
    [[], 'the body'],
    [{}, 'messages'],
    [{ messages: {} }, 'messages'],
    [{ messages: ['x'] }, 'messages[0]'],
    [{ messages: [{ content: 5 }] }, 'messages[0].content'],
    [{ messages: [{ content: { type: 'text', text: 'x' } }] }, 'messages[0].content'],
    [{ messages: [{ content: [5] }] }, 'messages[0].content[0]'],
    [{ messages: [{ content: [{ type: 'text', text: {} }] }] }, 'messages[0].content[0].text'],
    [{ messages: [{ role: 'assistant', tool_calls: {} }] }, 'messages[0].tool_calls'],
  ])('%j is unreadable', (wrong, place) => {
    expect(() => decode(openaiChat, wrong)).toThrow(Unreadable);
    expect(() => decode(openaiChat, wrong)).toThrow(place);
  });
});

describe('requests of Responses', () => {
  const body = {
    model: 'gpt-y',
    instructions: 'ins',
    prompt: { id: 'p', variables: { a: 'va', b: { type: 'input_text', text: 'vb' }, c: { type: 'input_image' } } },
    conversation: { id: 'conv_1' },
    text: { format: { type: 'json_object' } },
    input: [
      { role: 'user', content: 'hi' },
      {
        type: 'message',
        role: 'developer',
        content: [{ type: 'input_text', text: 'dev' }, { type: 'input_image', image_url: '' }, { type: 'input_file' }],
      },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 's' }], encrypted_content: 'AAAA' },
      { type: 'function_call', name: 'f', arguments: '{"x":1}' },
      { type: 'function_call_output', call_id: 'c', output: 'out' },
      {
        type: 'function_call_output',
        call_id: 'c',
        output: [{ type: 'input_text', text: 'part' }, { type: 'input_image' }],
      },
      { type: 'custom_tool_call', name: 'g', input: 'raw' },
      { type: 'shell_call_output', output: [{ stdout: 'so', stderr: 'se' }] },
      { type: 'computer_call_output', output: { type: 'computer_screenshot', image_url: '' } },
      { type: 'tool_search_call', arguments: { queries: ['q'] } },
      { type: 'local_shell_call', action: { type: 'exec', command: ['ls', '-l'] } },
      { type: 'item_reference', id: 'x' },
      { type: 'telepathy', waves: 1 },
    ],
  };

  it('are read in full', () => {
    const call = decode(openaiResponses, body);
    expect(said(call)).toEqual([
      'system text: ins',
      'user text: va',
      'user text: vb',
      'user text: hi',
      'system text: dev',
      'assistant reasoning: s',
      'assistant tool_call f!: {"x":1}',
      'tool tool_result: out',
      'tool tool_result: part',
      'assistant tool_call g: raw',
      'tool tool_result: so',
      'tool tool_result: se',
      'assistant tool_call tool_search: q',
      'assistant tool_call local_shell: ls',
      'assistant tool_call local_shell: -l',
    ]);
    checkPaths(body, call);
    expect(call.unread).toEqual({ image: 4, file: 1, other: 1 });
    expect(call.params).toMatchObject({ conversationId: 'conv_1', outputType: 'json' });
  });

  it('may be one string, or nothing', () => {
    expect(said(decode(openaiResponses, { input: 'hi' }, 'count_tokens'))).toEqual(['user text: hi']);
    expect(said(decode(openaiResponses, { previous_response_id: 'r' }, 'compact'))).toEqual([]);
  });

  it('fetch without a body', () => {
    const fetch = (search: string) =>
      openaiResponses.decode(
        undefined,
        { url: new URL(`https://h/v1/responses/r${search}`), method: 'GET' },
        'fetch_response',
      );
    expect(fetch('')).toMatchObject({ stream: false, segments: [], model: '' });
    expect(fetch('?starting_after=0&stream=true').stream).toBe(true);
  });

  it.each([
    [undefined, 'the body'],
    [{ input: 5 }, 'input'],
    [{ input: [5] }, 'input[0]'],
    [{ input: [{ role: 'user', content: 5 }] }, 'input[0].content'],
    [{ input: [{ type: 7 }] }, 'input[0].type'],
    [{ instructions: 5 }, 'instructions'],
  ])('%j is unreadable', (wrong, place) => {
    expect(() => decode(openaiResponses, wrong)).toThrow(Unreadable);
    expect(() => decode(openaiResponses, wrong)).toThrow(place);
  });
});

describe("Anthropic's requests", () => {
  const body = {
    model: 'claude-z',
    max_tokens: 5,
    top_k: 3,
    stop_sequences: ['S'],
    output_config: { effort: 'high' },
    system: [{ type: 'text', text: 'sys', cache_control: { type: 'ephemeral' } }],
    tools: [{ name: 'f' }, { name: 'g' }],
    messages: [
      { role: 'user', content: 'hi' },
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', data: 'AA' } },
          {
            type: 'document',
            title: 'ti',
            context: 'co',
            source: { type: 'text', media_type: 'text/plain', data: 'doc' },
          },
          { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'inner' }] } },
          { type: 'document', source: { type: 'base64', data: 'AA' } },
          { type: 'search_result', title: 'st', source: 'u', content: [{ type: 'text', text: 'found' }] },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'th', signature: 'AA' },
          { type: 'redacted_thinking', data: 'AA' },
          { type: 'tool_use', id: 't', name: 'f', input: { a: 'x', b: { c: ['y', 2, true] } } },
          { type: 'tool_use', id: 'u', name: 'g', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 't', content: 'one' },
          {
            type: 'tool_result',
            tool_use_id: 't',
            content: [
              { type: 'text', text: 'two' },
              { type: 'image', source: {} },
            ],
          },
          {
            type: 'web_fetch_tool_result',
            content: {
              type: 'web_fetch_result',
              content: { type: 'document', title: 'page', source: { type: 'text', data: 'body' } },
            },
          },
          { type: 'code_execution_tool_result', content: { type: 'x', stdout: 'so', stderr: '', content: [] } },
          { type: 'web_search_tool_result', content: { type: 'web_search_tool_result_error', error_code: 'e' } },
          { type: 'oracle', smoke: 1 },
        ],
      },
    ],
  };

  it('are read in full', () => {
    const call = decode(anthropicMessages, body, 'count_tokens');
    expect(said(call)).toEqual([
      'system text: sys',
      'user text: hi',
      'user text: ti',
      'user text: co',
      'user text: doc',
      'user text: inner',
      'user text: st',
      'user text: u',
      'user text: found',
      'assistant reasoning: th',
      'assistant tool_call f: x',
      'assistant tool_call f: y',
      'assistant tool_call g: ',
      'tool tool_result: one',
      'tool tool_result: two',
      'tool tool_result: page',
      'tool tool_result: body',
      'tool tool_result: so',
    ]);
    checkPaths(body, call);
    expect(call).toMatchObject({
      operation: 'count_tokens',
      tools: 2,
      unread: { image: 2, file: 1, other: 1 },
      params: { maxTokens: 5, topK: 3, stopSequences: ['S'], reasoningLevel: 'high' },
    });
  });

  it.each([
    ['x', 'the body'],
    [{}, 'messages'],
    [{ messages: [7] }, 'messages[0]'],
    [{ messages: [{ role: 'user', content: 7 }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: [7] }] }, 'messages[0].content[0]'],
    [{ messages: [{ role: 'user', content: [{ type: 'text', text: 7 }] }] }, 'messages[0].content[0].text'],
    [{ messages: [], system: 7 }, 'system'],
  ])('%j is unreadable', (wrong, place) => {
    expect(() => decode(anthropicMessages, wrong)).toThrow(Unreadable);
    expect(() => decode(anthropicMessages, wrong)).toThrow(place);
  });
});

describe('completions and embeddings', () => {
  it.each([
    ['one', ['user text: one'], undefined, 1],
    [['one', 'two'], ['user text: one', 'user text: two'], undefined, 2],
    [[1, 2, 3], [], { tokens: 1 }, 1],
    [[[1], [2]], [], { tokens: 2 }, 2],
    [[{ text: 'multi' }, { image: 'AA' }], ['user text: multi'], { image: 1 }, 2],
  ])('%j', (input, expected, unread, count) => {
    const vectors = decode(
      openaiEmbeddings,
      { model: 'e', input, dimensions: 8, encoding_format: 'base64' },
      'embeddings',
    );
    expect(said(vectors)).toEqual(expected);
    expect(vectors.unread).toEqual(unread);
    expect(vectors.messages).toBe(count);
    expect(vectors.params).toEqual({ dimensions: 8, encodingFormats: ['base64'] });
    expect(said(decode(openaiCompletions, { prompt: input, suffix: 'end' }, 'text_completion'))).toEqual([
      ...expected,
      'user text: end',
    ]);
  });

  it('refuses other inputs', () => {
    expect(() => decode(openaiEmbeddings, { input: 5 })).toThrow('input');
    expect(() => decode(openaiCompletions, { prompt: [true] })).toThrow('prompt[0]');
  });
});

import { describe, expect, it } from 'vitest';
import { call, mail, stream, type Where } from './one-call.ts';

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

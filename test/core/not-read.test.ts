import { describe, expect, it } from 'vitest';
import { call, mail, stream, type Where } from './one-call.ts';

describe('what nobody knows how to read is not said to be read', () => {
  it.each<[string, Where, object[], string]>([
    [
      'a field of tomorrow in a delta',
      'openai',
      [{ choices: [{ index: 0, delta: { content: 'x', omen: mail } }] }],
      'other',
    ],
    [
      'a list of tomorrow beside a message so far',
      'openai',
      [{ choices: [{ index: 0, delta: {}, message: { content: 'x', omens: [{ said: mail }] } }] }],
      'other',
    ],
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

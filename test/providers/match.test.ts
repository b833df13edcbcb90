import { describe, expect, it } from 'vitest';
import { rowForHost } from '../../providers/hosts.ts';
import { endpointOf, mergeProviders } from '../../providers/match.ts';
import { table } from '../../providers/providers.ts';

const rows = mergeProviders(table, {});
const row = (name: string) => {
  const found = rows.get(name);
  if (found === undefined) throw new Error(`No row ${name}`);
  return found;
};

describe('paths', () => {
  it.each([
    ['openai', 'POST', '/v1/chat/completions', 'openai-chat', 'chat'],
    ['openai', 'POST', '/v1/chat/completions/', 'openai-chat', 'chat'],
    ['openai', 'POST', '/v1/completions', 'openai-completions', 'text_completion'],
    ['openai', 'POST', '/v1/responses', 'openai-responses', 'chat'],
    ['openai', 'GET', '/v1/responses/resp_1', 'openai-responses', 'fetch_response'],
    ['openai', 'POST', '/v1/responses/compact', 'openai-responses', 'compact'],
    ['openai', 'POST', '/v1/responses/input_tokens', 'openai-responses', 'count_tokens'],
    ['openai', 'POST', '/v1/embeddings', 'openai-embeddings', 'embeddings'],
    ['azure', 'POST', '/openai/deployments/gpt-x/chat/completions', 'openai-chat', 'chat'],
    ['azure', 'POST', '/openai/v1/responses', 'openai-responses', 'chat'],
    ['anthropic', 'POST', '/v1/messages', 'anthropic-messages', 'chat'],
    ['anthropic', 'POST', '/v1/messages/count_tokens', 'anthropic-messages', 'count_tokens'],
    ['deepseek', 'POST', '/chat/completions', 'openai-chat', 'chat'],
    ['deepseek', 'POST', '/responses', 'openai-responses', 'chat'],
    ['deepseek', 'POST', '/anthropic/v1/messages', 'anthropic-messages', 'chat'],
    ['groq', 'POST', '/openai/v1/chat/completions', 'openai-chat', 'chat'],
    ['openrouter', 'POST', '/api/v1/messages', 'anthropic-messages', 'chat'],
    ['mistral', 'POST', '/v1/embeddings', 'openai-embeddings', 'embeddings'],
    ['fireworks', 'POST', '/inference/v1/chat/completions', 'openai-chat', 'chat'],
    ['qwen', 'POST', '/compatible-mode/v1/chat/completions', 'openai-chat', 'chat'],
    ['google', 'POST', '/v1beta/models/gemini-2.5-flash:generateContent', 'gemini', 'chat'],
    ['google', 'POST', '/v1beta/models/gemini-2.5-flash:streamGenerateContent', 'gemini', 'chat'],
    ['google', 'POST', '/v1beta/models/gemini-2.5-flash:countTokens', 'gemini', 'count_tokens'],
    ['google', 'POST', '/v1beta/openai/chat/completions', 'openai-chat', 'chat'],
    ['vertex', 'POST', '/v1/projects/p/locations/l/publishers/google/models/g:generateContent', 'gemini', 'chat'],
    ['ollama', 'POST', '/api/chat', 'ollama-chat', 'chat'],
    ['ollama', 'POST', '/api/generate', 'ollama-chat', 'text_completion'],
    ['ollama', 'POST', '/api/embed', 'ollama-embeddings', 'embeddings'],
    ['ollama', 'POST', '/api/embeddings', 'ollama-embeddings', 'embeddings'],
    ['ollama', 'POST', '/v1/embeddings', 'openai-embeddings', 'embeddings'],
    ['ollama', 'POST', '/v1/chat/completions', 'openai-chat', 'chat'],
  ])('%s %s %s', (name, method, path, dialect, operation) => {
    const endpoint = endpointOf(row(name), method, path);
    expect(endpoint.dialect?.name).toBe(dialect);
    expect(endpoint.operation).toBe(operation);
    expect(endpoint.provider).toBe(name);
    expect(endpointOf(row(name), method, path)).toBe(endpoint);
  });

  it.each([
    ['openai', 'GET', '/v1/chat/completions'],
    ['openai', 'GET', '/v1/responses'],
    ['openai', 'POST', '/v1/responses/resp_1/cancel'],
    ['openai', 'DELETE', '/v1/responses/resp_1'],
    ['openai', 'GET', '/v1/responses/resp_1/input_items'],
    ['openai', 'POST', '/v1//chat/completions'],
    ['openai', 'POST', '/v1/chat//completions'],
    ['openai', 'POST', '/v1/chat/completions//'],
    ['openai', 'GET', '/v1/responses//'],
    ['openai', 'POST', '/v1/xchat/completionsx'],
    ['openai', 'POST', '/v1/messages'],
    ['openai', 'POST', '/v1/threads/t/messages'],
    ['openai', 'POST', '/'],
    ['openai', 'POST', ''],
    ['anthropic', 'POST', '/v1/messages/batches'],
    ['anthropic', 'POST', '/v1/responses'],
    ['google', 'POST', '/v1beta/models/gemini-embedding-001:embedContent'],
    ['google', 'POST', '/v1beta/models/xgenerateContent'],
    ['openai', 'POST', '/v1beta/models/x:generateContent'],
    ['ollama', 'POST', '/api/pull'],
    ['ollama', 'GET', '/api/chat'],
    ['openai', 'POST', '/api/chat'],
  ])('%s %s %s is known to no dialect', (name, method, path) => {
    const endpoint = endpointOf(row(name), method, path);
    expect(endpoint.dialect).toBeUndefined();
    expect(endpoint.operation).toBeUndefined();
    expect(endpoint.provider).toBe(name);
  });
});

describe('hosts', () => {
  const of = (hostname: string, port = '') => rowForHost(rows.values(), hostname, port)?.name;

  it.each([
    ['api.openai.com', '', 'openai'],
    ['API.OpenAI.com', '', 'openai'],
    ['eu.api.openai.com', '', 'openai'],
    ['my-resource.openai.azure.com', '', 'azure'],
    ['dashscope-intl.aliyuncs.com', '', 'qwen'],
    ['generativelanguage.googleapis.com', '', 'google'],
    ['aiplatform.googleapis.com', '', 'vertex'],
    ['us-central1-aiplatform.googleapis.com', '', 'vertex'],
    ['127.0.0.1', '11434', 'ollama'],
    ['localhost', '11434', 'ollama'],
    ['localhost', '8000', 'vllm'],
    ['[::1]', '1234', 'lm-studio'],
    ['api.openai.com', '8443', undefined],
    ['evil-api.openai.com.example', '', undefined],
    ['openai.azure.com', '', undefined],
    ['storage.googleapis.com', '', undefined],
    ['localhost', '', undefined],
    ['example.com', '', undefined],
  ])('%s %s', (hostname, port, expected) => {
    expect(of(hostname, port)).toBe(expected);
  });
});

describe('merging', () => {
  it('keeps what a known row does not say anew', () => {
    const merged = mergeProviders(table, { openai: { baseUrl: 'http://127.0.0.1:9' } }).get('openai');
    expect(merged).toMatchObject({ system: 'openai', baseUrl: 'http://127.0.0.1:9', usageOnAsk: true });
    expect(merged?.dialects).toBe(row('openai').dialects);
  });

  it('makes a new row like another one', () => {
    const merged = mergeProviders(table, {
      'house-vllm': { baseUrl: 'http://gpu:8000', like: 'anthropic', priceAs: 'openai' },
      plain: { baseUrl: 'http://plain' },
    });
    expect(merged.get('house-vllm')).toMatchObject({ system: 'house-vllm', priceAs: 'openai' });
    expect(merged.get('house-vllm')?.dialects).toBe(row('anthropic').dialects);
    expect(merged.get('plain')?.dialects).toBe(row('openai').dialects);
    expect(endpointOf(merged.get('plain') ?? row('openai'), 'POST', '/v1/embeddings')).toMatchObject({
      provider: 'plain',
      priceAs: 'plain',
      usageOnAsk: true,
    });
    expect(rowForHost(merged.values(), 'gpu', '8000')?.name).toBe('house-vllm');
  });

  it('says which rows there are when there is none to be like', () => {
    expect(() => mergeProviders(table, { x: { like: 'opnai' } })).toThrow(/providers\.x\.like.*openai/);
  });
});

describe('the table', () => {
  it('has each name once, bare addresses, and all who need asking', () => {
    expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
    for (const { baseUrl } of table) if (baseUrl !== undefined) expect(new URL(baseUrl).origin).toBe(baseUrl);
    expect(table.filter(({ usageOnAsk }) => usageOnAsk).map(({ name }) => name)).toEqual([
      'openai',
      'azure',
      'cerebras',
      'sambanova',
      'deepseek',
      'qwen',
      'google',
      'vertex',
      'ollama',
      'vllm',
      'lm-studio',
    ]);
  });
});

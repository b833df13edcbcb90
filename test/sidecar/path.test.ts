import { describe, expect, it } from 'vitest';
import { routeOf } from '../../sidecar/path.ts';

const route = (url: string) => routeOf(url, (name) => name === 'openai');

describe('paths', () => {
  it.each([
    ['/openai/v1/chat/completions', '/v1/chat/completions', ''],
    ['/openai/v1/chat/completions?a=b&c=../x', '/v1/chat/completions', '?a=b&c=../x'],
    ['/openai', '', ''],
    ['/openai/', '/', ''],
    ['/openai/model/anthropic.claude-v1%3A0/invoke', '/model/anthropic.claude-v1%3A0/invoke', ''],
    ['/openai/files/a..b', '/files/a..b', ''],
    ['/openai/v1//chat', '/v1//chat', ''],
    [
      '/openai/v1beta/models/gemini-2.5-pro:streamGenerateContent',
      '/v1beta/models/gemini-2.5-pro:streamGenerateContent',
      '',
    ],
  ])('%s stays as it was written', (url, path, search) => {
    expect(route(url)).toEqual({ kind: 'provider', name: 'openai', path, search });
  });

  it.each([
    '/openai/../admin',
    '/openai/v1/../../x',
    '/openai/v1/%2e%2e/x',
    '/openai/v1/%2E./x',
    '/openai/v1/%252e%252e/x',
    '/openai/v1/%25252e%25252e/x',
    '/openai/v1%2f..%2fx',
    '/openai/v1/..%5cx',
    '/openai/v1/..\\x',
    '/openai/v1/..;a=b/x',
    '/openai/./v1',
    '/openai/v1/%00',
    '/openai/v1/%zz',
    '/openai/v1/%ff',
    '/openai/..',
    'http://elsewhere.example/openai/v1',
    '*',
    'openai/v1',
  ])('%s is refused', (url) => {
    expect(route(url).kind).toBe('escapes');
  });

  it.each(['/', '/unknown/v1', '/open%61i/v1', '/OPENAI/v1', '//openai/v1', '/..', '/%2e%2e/openai'])(
    '%s names no provider',
    (url) => {
      expect(route(url).kind).toBe('unknown');
    },
  );
});

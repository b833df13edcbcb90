import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { createDoor, type Door, type Loaded } from '../../instrumentation/door.ts';
import { productOf } from '../../instrumentation/product.ts';

/** A door whose only provider is `openai` at this address. */
export function doorTo(baseUrl: string, config: object = {}): { door: Door; product: Loaded } {
  const checked = validateConfig({ ...config, providers: { openai: { baseUrl } } }, knownNames());
  const product = productOf({ config: checked, file: undefined, env: {} }, () => {});
  const { host } = new URL(baseUrl);
  const guess = (hostname: string, port: string): boolean => `${hostname}:${port}` === host;
  return { product, door: createDoor({ guess, load: async () => product, onError: 'closed', warn() {} }) };
}

export const chat = (content: string, stream = false): string =>
  JSON.stringify({ model: 'gpt-4o', stream, messages: [{ role: 'user', content }] });

export const said = (content: string): string =>
  JSON.stringify({
    id: 'c1',
    object: 'chat.completion',
    model: 'gpt-4o',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
  });

export const piece = (content: string): string =>
  `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', model: 'gpt-4o', choices: [{ index: 0, delta: { content } }] })}\n\n`;

export const mask = { policies: [{ name: 'mask', on: 'both', detect: ['email'], action: 'redact' }] };

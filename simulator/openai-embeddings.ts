import type { Endpoint } from './dialect.ts';
import { numberAt } from './json.ts';
import { missing, openaiHeaders, requireModel, wrongType } from './openai.ts';
import { hash } from './random.ts';
import { tokensOf } from './tokens.ts';

/** `POST …/embeddings`. The same text always has the same vector; nothing else is true of it. */
export const openaiEmbeddings: Endpoint = (ask) => {
  const model = requireModel(ask);
  const input = ask.body.input;
  if (input === undefined) throw missing('input');
  const texts = inputsOf(input);
  if (texts.length === 0) throw wrongType('input', 'a non-empty string or array');
  const dimensions = Math.min(8192, Math.max(1, numberAt(ask.body, 'dimensions') ?? defaultDimensions(model)));
  const base64 = ask.body.encoding_format === 'base64';
  let tokens = 0;
  const data = texts.map((text, index) => {
    tokens += text.tokens;
    const vector = vectorOf(text.key, dimensions);
    return {
      object: 'embedding',
      index,
      embedding: base64 ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector),
    };
  });
  const usage = ask.steering.usage === 'none' ? {} : { usage: { prompt_tokens: tokens, total_tokens: tokens } };
  return {
    kind: 'whole',
    status: 200,
    headers: { ...openaiHeaders(ask.world, 'application/json'), 'openai-model': model },
    body: JSON.stringify({ object: 'list', data, model, ...usage }, null, 2),
  };
};

interface Input {
  readonly key: string;
  readonly tokens: number;
}

/** A text, several texts, one list of token numbers, or several lists. */
function inputsOf(input: unknown): readonly Input[] {
  if (typeof input === 'string') return input === '' ? [] : [textInput(input)];
  if (!Array.isArray(input)) return [];
  if (input.every((each) => typeof each === 'number')) return input.length === 0 ? [] : [tokenInput(input)];
  return input.map((each: unknown) => (Array.isArray(each) ? tokenInput(each) : textInput(String(each))));
}

function textInput(text: string): Input {
  return { key: text, tokens: tokensOf(text) };
}

function tokenInput(tokens: readonly unknown[]): Input {
  return { key: tokens.join(' '), tokens: tokens.length };
}

function defaultDimensions(model: string): number {
  return model.endsWith('3-large') ? 3072 : 1536;
}

/** Length one, as the real ones. */
export function vectorOf(key: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  let state = hash(key) || 1;
  let sum = 0;
  for (let i = 0; i < dimensions; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = state / 0x80000000 - 1;
    vector[i] = value;
    sum += value * value;
  }
  const length = Math.sqrt(sum) || 1;
  for (let i = 0; i < dimensions; i++) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}

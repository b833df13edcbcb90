import { isObject, type JsonObject, stringOf } from './json-value.ts';

/**
 * The provider's error code or type, where an answer is an error. Codes become labels, so only what
 * looks like one is taken: messages may hold content.
 */
export function errorOf(body: unknown): string | undefined {
  // Google answers with a list of one; FastAPI with a list of faults.
  if (Array.isArray(body)) return body.length > 0 && isObject(body[0]) ? errorOf(body[0]) : undefined;
  if (!isObject(body)) return undefined;
  const { error } = body;
  if (error !== undefined && error !== null && error !== false) {
    if (isObject(error)) return codeOf(error) ?? 'error';
    return labelOf(error) ?? codeOf(body) ?? 'error';
  }
  if (Array.isArray(body.detail)) return (isObject(body.detail[0]) ? codeOf(body.detail[0]) : undefined) ?? 'error';
  if (body.detail !== undefined && body.choices === undefined) return codeOf(body) ?? 'error';
  if (body.object === 'error') return codeOf(body) ?? 'error';
  return undefined;
}

function codeOf(error: JsonObject): string | undefined {
  return labelOf(error.code) ?? labelOf(error.type) ?? labelOf(error.status);
}

function labelOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  const text = stringOf(value);
  return text !== undefined && /^[\w.:/-]{1,64}$/.test(text) ? text : undefined;
}

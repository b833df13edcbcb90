import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Call, Operation } from '../../core/call.ts';
import type { Dialect, Frame, Refusal } from '../../core/dialect.ts';
import { dialects } from '../../providers/routes.ts';

/** All frames of a stream that comes in these chunks. */
export function framesOf(dialect: Dialect, chunks: readonly Uint8Array[]): Frame[] {
  const decoder = dialect.decoder();
  return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.end()];
}

export function bytesOf(file: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../fixtures/${file}`, import.meta.url)));
}

/** What a frame means, without the decoder's own notes: comparable across decoders. */
export function meaning(frame: Frame): object {
  const { bytes, segments, closes, usageOnly, unread, id, model, finish, usage, error, systemFingerprint } = frame;
  const text = Buffer.from(bytes).toString('latin1');
  return { text, segments, closes, usageOnly, unread, id, model, finish, usage, error, systemFingerprint };
}

/** Each channel's whole text, from its pieces. */
export function channelTexts(frames: readonly Frame[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { segments } of frames) {
    for (const { channel, text, cumulative } of segments) {
      if (cumulative !== true) texts[channel] = (texts[channel] ?? '') + text;
    }
  }
  return texts;
}

export function refusalOf(
  over: Partial<Refusal> & { stream?: boolean; operation?: Refusal['call']['operation'] },
): Refusal {
  const { stream = false, operation = 'chat', ...rest } = over;
  return {
    shape: 'completion',
    message: 'Refused by policy "p".',
    status: 400,
    code: 'content_policy_violation',
    call: { model: 'm-1', stream, operation },
    ...rest,
  };
}

export const allDialects: readonly Dialect[] = Object.values(dialects);

export function at(value: unknown, path: readonly (string | number)[]): unknown {
  let here: unknown = value;
  for (const step of path) here = (here as Record<string | number, unknown> | undefined)?.[step];
  return here;
}

/** A frame's data as JSON: of an event, or a line of it. */
export function dataOf(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.startsWith('{')) return JSON.parse(text);
  const lines = text.split(/\r\n|\r|\n/);
  return JSON.parse(
    lines
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5))
      .join('\n'),
  );
}

const url = new URL('https://host/v1/x');

/** A request body as its dialect reads it. */
export function decode(dialect: Dialect, body: unknown, operation: Operation = 'chat'): Call {
  return dialect.decode(body, { url, method: 'POST' }, operation);
}

/** Each segment is where it says it is. */
export function checkPaths(body: unknown, { segments }: Call): void {
  for (const { path, text } of segments) if (text !== '') expect(at(body, path)).toBe(text);
}

import { cut } from './caller.ts';
import type { Message, Part } from './messages.ts';

/** Marks where text was left out for the limit. */
const more = '…';

/** Messages within a limit, and whether any of them had to give. */
export interface Fitted<T> {
  readonly parts: T;
  readonly truncated: boolean;
}

/**
 * Messages whose texts together have at most so many characters. Of a conversation the end stays, of an
 * answer the beginning: that is where what was new is.
 */
export function fitted(messages: readonly Message[], most: number, from: 'start' | 'end'): Fitted<Message[]> {
  let room = most;
  let truncated = false;
  const order = from === 'end' ? [...messages].reverse() : messages;
  const kept: Message[] = [];
  for (const message of order) {
    if (room <= 0) {
      truncated = true;
      break;
    }
    const parts = fittedParts(message.parts, room);
    room -= sizeOf(parts.parts);
    truncated ||= parts.truncated;
    kept.push({ ...message, parts: parts.parts });
  }
  return { parts: from === 'end' ? kept.reverse() : kept, truncated };
}

/** Parts from the first on, the last of them cut. */
export function fittedParts(parts: readonly Part[], most: number): Fitted<Part[]> {
  let room = most;
  const kept: Part[] = [];
  for (const part of parts) {
    const size = sizeOf([part]);
    if (size <= room) {
      kept.push(part);
      room -= size;
      continue;
    }
    const short = shortened(part, room);
    if (short !== undefined) kept.push(short);
    return { parts: kept, truncated: true };
  }
  return { parts: kept, truncated: false };
}

/** A message without text has a size too, so that a million empty ones are not all kept. */
const partSize = 40;

function sizeOf(parts: readonly Part[]): number {
  let size = 0;
  for (const part of parts) size += partSize + textOf(part).length;
  return size;
}

function textOf(part: Part): string {
  if (part.type === 'tool_call') {
    return typeof part.arguments === 'string' ? part.arguments : JSON.stringify(part.arguments);
  }
  return part.type === 'tool_call_response' ? part.response : part.content;
}

function shortened(part: Part, room: number): Part | undefined {
  const left = room - partSize;
  if (left <= 0) return undefined;
  const text = cut(textOf(part), left) + more;
  if (part.type === 'tool_call') return { ...part, arguments: text };
  return part.type === 'tool_call_response' ? { ...part, response: text } : { ...part, content: text };
}

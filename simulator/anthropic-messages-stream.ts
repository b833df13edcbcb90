import type { Block, Message } from './anthropic-messages.ts';
import type { AnthropicUsage } from './anthropic-usage.ts';
import type { Ask } from './dialect.ts';
import { jsonPiecesOf, piecesOf } from './tokens.ts';

const PING = 'event: ping\ndata: {"type": "ping"}\n\n';

/** A message told event by event, with the ping Anthropic sends after the first block has opened. */
export function* messageEvents(
  ask: Ask,
  message: Message,
  usage: AnthropicUsage | undefined,
): Generator<string, void, undefined> {
  const { random } = ask.world;
  // Blanks before the last brace hide how long a piece is: every reader must live with them.
  const tell = (type: string, json: string): string =>
    `event: ${type}\ndata: {"type":"${type}"${json}${' '.repeat(random.below(16))}}\n\n`;

  const { content, stop_reason, stop_sequence, ...head } = message;
  const opening = {
    ...head,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    ...(usage !== undefined && { usage: { ...usage, output_tokens: 1, service_tier: 'standard' } }),
  };
  yield tell('message_start', `,"message":${JSON.stringify(opening)}`);
  for (const [index, block] of content.entries()) {
    yield tell('content_block_start', `,"index":${index},"content_block":${JSON.stringify(emptied(block))}`);
    if (index === 0) yield PING;
    for (const delta of deltasOf(block)) {
      yield tell('content_block_delta', `,"index":${index},"delta":${JSON.stringify(delta)}`);
    }
    yield tell('content_block_stop', `,"index":${index}`);
  }
  const end = { stop_reason, stop_sequence };
  const counted = usage === undefined ? '' : `,"usage":${JSON.stringify(endUsage(usage))}`;
  yield tell('message_delta', `,"delta":${JSON.stringify(end)}${counted}`);
  yield tell('message_stop', '');
}

function endUsage(usage: AnthropicUsage): Readonly<Record<string, number>> {
  return {
    input_tokens: usage.input_tokens,
    cache_creation_input_tokens: usage.cache_creation_input_tokens,
    cache_read_input_tokens: usage.cache_read_input_tokens,
    output_tokens: usage.output_tokens,
  };
}

function emptied(block: Block): Block {
  switch (block.type) {
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' };
    case 'text':
      return { type: 'text', text: '' };
    case 'tool_use':
      return { ...block, input: {} };
  }
}

function* deltasOf(block: Block): Generator<Readonly<Record<string, string>>, void, undefined> {
  switch (block.type) {
    case 'thinking':
      for (const thinking of piecesOf(block.thinking)) yield { type: 'thinking_delta', thinking };
      yield { type: 'signature_delta', signature: block.signature };
      break;
    case 'text':
      for (const text of piecesOf(block.text)) yield { type: 'text_delta', text };
      break;
    case 'tool_use':
      yield { type: 'input_json_delta', partial_json: '' };
      for (const piece of jsonPiecesOf(JSON.stringify(block.input))) {
        yield { type: 'input_json_delta', partial_json: piece };
      }
      break;
  }
}

import type { Ask } from './dialect.ts';
import { objectAt } from './json.ts';
import { padding } from './openai.ts';
import type { OutputItem, ResponseObject } from './openai-responses.ts';
import { jsonPiecesOf, piecesOf } from './tokens.ts';

type Fields = Readonly<Record<string, unknown>>;
type Tell = (type: string, fields: Fields) => string;

/** A response told event by event: each item is opened, streamed, said again whole, and closed. */
export function* responseEvents(ask: Ask, response: ResponseObject): Generator<string, void, undefined> {
  const obfuscated =
    ask.steering.obfuscation === true || objectAt(ask.body, 'stream_options')?.include_obfuscation === true;
  let sequence = 0;
  const tell: Tell = (type, fields) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields, sequence_number: sequence++ })}\n\n`;
  const veil = (piece: string): Fields => (obfuscated ? { obfuscation: padding(ask.world, piece.length) } : {});

  const started = {
    ...response,
    status: 'in_progress',
    completed_at: null,
    incomplete_details: null,
    output: [],
    service_tier: 'auto',
    usage: null,
  };
  yield tell('response.created', { response: started });
  yield tell('response.in_progress', { response: started });
  for (const [index, item] of response.output.entries()) yield* itemEvents(tell, veil, item, index);
  yield tell(response.status === 'completed' ? 'response.completed' : 'response.incomplete', { response });
}

function* itemEvents(
  tell: Tell,
  veil: (piece: string) => Fields,
  item: OutputItem,
  index: number,
): Generator<string, void, undefined> {
  const place = { item_id: item.id, output_index: index };
  switch (item.type) {
    case 'reasoning':
      yield tell('response.output_item.added', { item: { ...item, summary: [] }, output_index: index });
      for (const [at, part] of item.summary.entries()) {
        const where = { ...place, summary_index: at };
        yield tell('response.reasoning_summary_part.added', { ...where, part: { ...part, text: '' } });
        for (const delta of piecesOf(part.text)) {
          yield tell('response.reasoning_summary_text.delta', { delta, ...where, ...veil(delta) });
        }
        yield tell('response.reasoning_summary_text.done', { ...where, text: part.text });
        yield tell('response.reasoning_summary_part.done', { ...where, part });
      }
      break;
    case 'function_call':
      yield tell('response.output_item.added', {
        item: { ...item, status: 'in_progress', arguments: '' },
        output_index: index,
      });
      for (const delta of jsonPiecesOf(item.arguments)) {
        yield tell('response.function_call_arguments.delta', { delta, ...place, ...veil(delta) });
      }
      yield tell('response.function_call_arguments.done', { arguments: item.arguments, ...place });
      break;
    case 'message':
      yield tell('response.output_item.added', {
        item: { ...item, status: 'in_progress', content: [] },
        output_index: index,
      });
      for (const [at, part] of item.content.entries()) {
        const where = { content_index: at, ...place };
        yield tell('response.content_part.added', { ...where, part: { ...part, text: '' } });
        for (const delta of piecesOf(part.text)) {
          yield tell('response.output_text.delta', { delta, logprobs: [], ...where, ...veil(delta) });
        }
        yield tell('response.output_text.done', { ...where, logprobs: [], text: part.text });
        yield tell('response.content_part.done', { ...where, part });
      }
      break;
  }
  yield tell('response.output_item.done', { item, output_index: index });
}

import type { Kind } from '../core/call.ts';
import type { DialectName } from './routes.ts';

/** What a dialect can hold that is checked: a kind of segment, or the sources that a text cites. */
export type Strand = Kind | 'citation';

/** Where each strand can stand: in a request, in a whole answer, in a stream. */
export interface Carries {
  readonly input: readonly Strand[];
  readonly whole: readonly Strand[];
  readonly stream: readonly Strand[];
  /**
   * Signed by the provider, who takes it back as it was and not otherwise: it can be blocked for good, and
   * what is masked in it is right for its reader only.
   */
  readonly signed: readonly Strand[];
}

const none: readonly Strand[] = [];
const text: readonly Strand[] = ['text'];
const all: readonly Strand[] = ['text', 'reasoning', 'refusal', 'tool_call', 'tool_result', 'citation'];
/** Messages has no refusals of the model's own words: a stop reason says it. */
const messages = all.filter((strand) => strand !== 'refusal');
/** Ollama runs no tools of its own and cites nothing. */
const said: readonly Strand[] = ['text', 'reasoning', 'tool_call'];
const plain: readonly Strand[] = [...said, 'tool_result'];

/** Google's answers tell what its own tools gave back, and what they rest on. */
const google: readonly Strand[] = [...plain, 'citation'];

/** Every route that is supported. A test holds the routes that are proven, and the recordings, to it. */
export const carries: Readonly<Record<DialectName, Carries>> = {
  'openai-chat': { input: all, whole: all, stream: all, signed: none },
  'openai-responses': { input: all, whole: all, stream: all, signed: none },
  'openai-embeddings': { input: text, whole: none, stream: none, signed: none },
  'openai-completions': { input: text, whole: text, stream: text, signed: none },
  'anthropic-messages': { input: messages, whole: messages, stream: messages, signed: ['reasoning'] },
  gemini: { input: plain, whole: google, stream: google, signed: ['reasoning'] },
  'ollama-chat': { input: plain, whole: said, stream: said, signed: none },
  'ollama-embeddings': { input: text, whole: none, stream: none, signed: none },
};

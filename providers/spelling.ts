import { StringDecoder } from 'node:string_decoder';
import { isObject, listOf, stringOf } from './json-value.ts';

/** Of the tokens that agreed, as much as the longest value that is looked for. */
const kept = 4096;

/**
 * What the log probabilities of an answer spell. Nearly always that is the text which they stand beside,
 * and there is nothing more to read. Where they come apart from it (a chunk with tokens and no text, or
 * with others), they are a string of their own from there on, beginning with what they said before.
 */
export class Spelling {
  readonly #decoder = new StringDecoder('utf8');
  #apart = false;
  #before = '';

  /** The piece of that string that these tokens are; undefined while they say what the text says. */
  read(tokens: unknown, text: string): string | undefined {
    const spelled = spell(tokens, this.#decoder);
    if (spelled === '') return undefined;
    if (this.#apart) return spelled;
    if (spelled === text) {
      this.#before += spelled;
      if (this.#before.length > 2 * kept) this.#before = this.#before.slice(-kept);
      return undefined;
    }
    this.#apart = true;
    return this.#before + spelled;
  }
}

/** What all tokens of a text spell, where that is not the text. */
export function spelledApart(tokens: unknown, text: string): string | undefined {
  if (!Array.isArray(tokens) || tokens.length === 0) return undefined;
  const spelled = spell(tokens, new StringDecoder('utf8'));
  return spelled === '' || spelled === text ? undefined : spelled;
}

/** Chat has objects with the token and its bytes; the older completions have strings. */
function spell(tokens: unknown, decoder: StringDecoder): string {
  let spelled = '';
  for (const entry of listOf(tokens)) {
    const token = stringOf(isObject(entry) ? entry.token : entry) ?? '';
    const bytes = isObject(entry) ? entry.bytes : undefined;
    if (!Array.isArray(bytes)) {
      spelled += token;
      continue;
    }
    const own = Buffer.from(bytes);
    spelled += decoder.write(own);
    // Half a character is written as `bytes:\xf0\x9f`; any other token says what its bytes say.
    if (!token.startsWith('bytes:') && own.toString('utf8') !== token) spelled += `\n${token}`;
  }
  return spelled;
}

/** Four characters make a token: near enough for English, and easy to check by hand. */
export const CHARS_PER_TOKEN = 4;

export function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

/** Each message costs a few tokens of its own, as with the real ones. */
export const TOKENS_PER_MESSAGE = 3;

const MANY = 64 * 1024;
const SLICE = 2048;

/** The pieces a text is streamed in: words with the space before them; slices when it is long. */
export function* piecesOf(text: string): Generator<string, void, undefined> {
  if (text.length <= MANY) {
    yield* text.match(/\s*\S+|\s+$/g) ?? [];
    return;
  }
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + SLICE, text.length);
    // A slice never ends between the halves of a surrogate pair.
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end++;
    yield text.slice(at, end);
    at = end;
  }
}

/** JSON source in small pieces that respect nothing but surrogate pairs, as providers send it. */
export function* jsonPiecesOf(source: string): Generator<string, void, undefined> {
  const points = Array.from(source);
  const size = points.length > MANY ? SLICE : 5;
  for (let at = 0; at < points.length; at += size) yield points.slice(at, at + size).join('');
}

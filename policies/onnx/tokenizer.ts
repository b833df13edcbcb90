/** Text as the numbers that a model reads. */
export interface Tokenizer {
  tokens(text: string): number[];
  /** What every row begins and ends with. */
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly padding: number;
}

/** UTF-8, a number for each byte. */
export const bytesTokenizer: Tokenizer = {
  tokens: (text) => [...Buffer.from(text)],
  first: [],
  last: [],
  padding: 0,
};

export type Vocabulary = ReadonlyMap<string, number>;

/** Longer words are unknown, as in BERT. */
const longestWord = 100;
const ideographs = '\\u4e00-\\u9fff\\u3400-\\u4dbf\\uf900-\\ufaff';
/** What BERT takes for punctuation: ASCII that is neither letter nor digit, and Unicode's own. */
const punctuation = '!-\\/:-@\\[-`{-~\\p{P}';
/** An ideograph, a sign, or a run of anything else but white space. */
const word = new RegExp(`[${ideographs}]|[${punctuation}]|[^\\s${punctuation}${ideographs}]+`, 'gu');

/** BERT's pieces of words: the longest piece that the vocabulary has, then `##` the longest of the rest. */
export function wordpieceTokenizer(vocabulary: Vocabulary, lowerCase: boolean): Tokenizer {
  const unknown = vocabulary.get('[UNK]') ?? 0;
  const special = (token: string): number[] => {
    const id = vocabulary.get(token);
    return id === undefined ? [] : [id];
  };

  function pieces(token: string, into: number[]): void {
    if (token.length > longestWord) {
      into.push(unknown);
      return;
    }
    const before = into.length;
    for (let at = 0; at < token.length; ) {
      let end = token.length;
      let id: number | undefined;
      for (; end > at; end--) {
        id = vocabulary.get(at === 0 ? token.slice(0, end) : `##${token.slice(at, end)}`);
        if (id !== undefined) break;
      }
      if (id === undefined) {
        into.length = before;
        into.push(unknown);
        return;
      }
      into.push(id);
      at = end;
    }
  }

  return {
    tokens(text) {
      const plain = lowerCase
        ? text
            .toLowerCase()
            .normalize('NFD')
            .replace(/\p{Mn}/gu, '')
        : text;
      const ids: number[] = [];
      for (const [token] of plain.matchAll(word)) pieces(token, ids);
      return ids;
    },
    first: special('[CLS]'),
    last: special('[SEP]'),
    padding: vocabulary.get('[PAD]') ?? 0,
  };
}

/** A `vocab.txt`, or a `tokenizer.json` of the kind; throws for anything else. */
export function readVocabulary(source: string): { readonly vocabulary: Vocabulary; readonly lowerCase?: boolean } {
  if (!source.trimStart().startsWith('{')) {
    const lines = source.replace(/\r?\n$/, '').split(/\r?\n/);
    return { vocabulary: new Map(lines.map((token, id) => [token, id])) };
  }
  const { model, normalizer } = JSON.parse(source) as {
    model?: { type?: unknown; vocab?: unknown };
    normalizer?: { lowercase?: unknown } | null;
  };
  if (model?.type !== 'WordPiece' || typeof model.vocab !== 'object' || model.vocab === null) throw new NoWordPieces();
  const vocabulary = new Map(Object.entries(model.vocab as Record<string, number>));
  const { lowercase } = normalizer ?? {};
  return typeof lowercase === 'boolean' ? { vocabulary, lowerCase: lowercase } : { vocabulary };
}

class NoWordPieces extends Error {
  override readonly name = 'NoWordPieces';
}

/**
 * A text's rows: each of at most `most` tokens with the special ones, each beginning in the middle of the
 * one before, so that nothing goes unread.
 */
export function rowsOf(tokenizer: Tokenizer, text: string, most: number): number[][] {
  const { first, last } = tokenizer;
  const tokens = tokenizer.tokens(text);
  const room = Math.max(2, most - first.length - last.length);
  const step = room >> 1;
  const rows: number[][] = [];
  for (let at = 0; ; at += step) {
    rows.push([...first, ...tokens.slice(at, at + room), ...last]);
    if (at + room >= tokens.length) return rows;
  }
}

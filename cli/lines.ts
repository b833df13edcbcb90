/** Longest line, in UTF-16 units: what a body of the largest usual size can hold. */
export const longestLine = 8_388_608;

/** A line, or that there was one which is longer than may be. */
export type Line = { readonly text: string } | { readonly tooLong: true };

/**
 * The lines of a text that comes in pieces of bytes. Broken UTF-8 becomes U+FFFD, as everywhere on the
 * web; a line ends with LF or CRLF; of one that is too long nothing is kept.
 */
export function createLines(longest = longestLine): {
  push(bytes: Uint8Array): Line[];
  end(): Line[];
} {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let skipping = false;

  function take(text: string): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      add(text.slice(from, at));
      lines.push(line());
      from = at + 1;
    }
    add(text.slice(from));
    return lines;
  }

  function add(piece: string): void {
    if (skipping) return;
    rest += piece;
    if (rest.length <= longest) return;
    skipping = true;
    rest = '';
  }

  function line(): Line {
    const text = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    const made: Line = skipping ? { tooLong: true } : { text };
    rest = '';
    skipping = false;
    return made;
  }

  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end() {
      const lines = take(decoder.decode());
      // What stands behind the last line end is a line only when there is something.
      return rest !== '' || skipping ? [...lines, line()] : lines;
    },
  };
}

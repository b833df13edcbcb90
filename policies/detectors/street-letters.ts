/** Letters of the Latin, Greek and Cyrillic scripts. */
export function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7;
}

export function isCapital(code: number): boolean {
  if (code < 128) return code >= 65 && code <= 90;
  if (!isLetter(code)) return false;
  const letter = String.fromCharCode(code);
  return letter.toLowerCase() !== letter;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What a word may have within: `O'Neill`, `Karl-Marx`. */
export function isInner(code: number): boolean {
  return code === 39 || code === 45 || code === 0x2019;
}

/**
 * Reads a text on from a place, and knows whether its end had a part in what was read: then more text
 * could change it.
 */
export class Reading {
  touched = false;
  readonly text: string;
  readonly start: number;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
  }

  /** The code unit at a place, 0 behind the end. */
  code(at: number): number {
    if (at < this.text.length) return this.text.charCodeAt(at);
    this.touched = true;
    return 0;
  }

  /** Where the word that begins here ends, with its dot if it has one; `at` where there is none of up to 32 letters. */
  word(at: number): number {
    let end = at;
    while (end - at <= 32) {
      const code = this.code(end);
      if (!isLetter(code) && !(isInner(code) && end > at && isLetter(this.code(end + 1)))) return end;
      end++;
    }
    return at;
  }

  /** Where the digits that begin here end; `at` where there are none, or more than `most`. */
  digits(at: number, most: number): number {
    let end = at;
    while (isDigit(this.code(end))) {
      if (end - at === most) return at;
      end++;
    }
    return end;
  }

  /** Where one or two blanks end; `at` where there are none. */
  blanks(at: number): number {
    if (!isBlank(this.code(at))) return at;
    return isBlank(this.code(at + 1)) ? at + 2 : at + 1;
  }

  /**
   * A word in small letters begins here, and it is none of these and becomes none: nothing to wait for. Asked only
   * near the end of the text.
   */
  unlike(at: number, ...words: ReadonlyArray<ReadonlySet<string>>): boolean {
    if (this.text.length - at > 32) return false;
    if (isCapital(this.code(at)) || !isLetter(this.code(at))) return false;
    const begun = this.text.slice(at, at + 32);
    return !words.some((set) => {
      for (const word of set) if (word.startsWith(begun) || begun.startsWith(word)) return true;
      return false;
    });
  }

  is(at: number, sign: string): boolean {
    return this.code(at) === sign.charCodeAt(0);
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 0xa0;
}

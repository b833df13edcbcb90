import { partOfName, partOfValue } from './fields.ts';

/**
 * Puts a head together as bytes, and looks at each of them as it goes by: what would end a field or the head early
 * is not written (RFC 9110, section 5). Text that is joined of as many pieces costs three times as much, before
 * anybody has looked at it. One head at a time; all use the same bytes.
 */
export class HeadWriter {
  #bytes = Buffer.allocUnsafeSlow(4096);
  #at = 0;

  /** Begins another head with a line of our own, which is not looked at. */
  begin(line: string): void {
    this.#at = 0;
    this.put(line);
  }

  /** Text of our own, one byte a character. */
  put(text: string): void {
    this.#room(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[this.#at++] = text.charCodeAt(i);
  }

  /** False for a field that none may be; the head is of no use then. */
  field(name: string, value: string): boolean {
    this.#room(name.length + value.length + 4);
    const bytes = this.#bytes;
    let at = this.#at;
    if (name.length === 0) return false;
    for (let i = 0; i < name.length; i++) {
      const c = name.charCodeAt(i);
      if (!partOfName(c)) return false;
      bytes[at++] = c;
    }
    bytes[at++] = 58;
    bytes[at++] = 32;
    for (let i = 0; i < value.length; i++) {
      const c = value.charCodeAt(i);
      if (!partOfValue(c)) return false;
      bytes[at++] = c;
    }
    bytes[at++] = 13;
    bytes[at++] = 10;
    this.#at = at;
    return true;
  }

  /** The head so far. */
  text(): string {
    return this.#bytes.toString('latin1', 0, this.#at);
  }

  #room(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow((this.#at + size) * 2);
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}

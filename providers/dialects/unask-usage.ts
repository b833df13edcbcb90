const NAME = Buffer.from('"usage"');
const NULL = Buffer.from('null');

/**
 * A chunk without the `"usage":null` that every chunk carries once usage was asked for; the chunk is
 * known to have it. Found by bytes: a quote inside a JSON string is escaped, so the name in quotes is
 * always a key or a value of its own, and where it stands once it is the one we want.
 */
export function unaskUsage(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = buffer.indexOf(NAME);
  const only = buffer.indexOf(NAME, first + 1) === -1;
  for (let at = first; at !== -1; at = buffer.indexOf(NAME, at + 1)) {
    const colon = skip(buffer, at + NAME.length);
    if (buffer[colon] !== 58) continue;
    const value = skip(buffer, colon + 1);
    if (!NULL.equals(buffer.subarray(value, value + NULL.length)) || !(only || isTopLevel(buffer, at))) continue;
    const after = skip(buffer, value + NULL.length);
    let before = at - 1;
    while (isSpace(buffer[before])) before--;
    if (buffer[before] === 44) return Buffer.concat([buffer.subarray(0, before), buffer.subarray(value + NULL.length)]);
    if (buffer[after] === 44) {
      return Buffer.concat([buffer.subarray(0, at), buffer.subarray(skip(buffer, after + 1))]);
    }
  }
  return bytes;
}

function skip(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 9;
}

function isTopLevel(bytes: Buffer, offset: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = bytes.indexOf(123); i !== -1 && i < offset; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === 92) i++;
      else if (byte === 34) inString = false;
    } else if (byte === 34) inString = true;
    else if (byte === 123 || byte === 91) depth++;
    else if (byte === 125 || byte === 93) depth--;
  }
  return depth === 1;
}

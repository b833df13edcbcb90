import type { SseEvent, SseFramer } from './sse.ts';

/**
 * Newline-delimited JSON, framed without losing a byte: the concatenation of all `bytes` is the input.
 * Each line is given out as an event without a name, whose data is the line.
 *
 * A line ends in LF; a CR before that, and a byte order mark before the first line, are no part of its
 * data. A last line without LF is given out at the end, because clients read it too. How long a line may
 * become is for the gate to bound, as it is with events.
 */
export function ndjsonFramer(): SseFramer {
  // The unfinished line as the pieces it came in: joined once, when it ends.
  let parts: Buffer[] = [];
  let first = true;

  function finish(piece: Buffer): SseEvent {
    let bytes = piece;
    if (parts.length > 0) {
      parts.push(piece);
      bytes = Buffer.concat(parts);
      parts = [];
    }
    const line = lineOf(bytes, first);
    first = false;
    return line;
  }

  return {
    push(input) {
      const chunk = Buffer.isBuffer(input) ? input : Buffer.from(input.buffer, input.byteOffset, input.byteLength);
      const lines: SseEvent[] = [];
      let start = 0;
      for (let lf = chunk.indexOf(LF); lf !== -1; lf = chunk.indexOf(LF, start)) {
        lines.push(finish(chunk.subarray(start, lf + 1)));
        start = lf + 1;
      }
      if (start < chunk.length) parts.push(start === 0 ? chunk : chunk.subarray(start));
      return lines;
    },

    end() {
      const last = parts.pop();
      return last === undefined ? [] : [finish(last)];
    },
  };
}

const LF = 10;
const CR = 13;

function lineOf(bytes: Buffer, first: boolean): SseEvent {
  let dataEnd = bytes.length;
  if (bytes[dataEnd - 1] === LF) dataEnd--;
  if (bytes[dataEnd - 1] === CR) dataEnd--;
  const dataStart = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return { bytes, event: undefined, data: bytes.toString('utf8', dataStart, dataEnd), dataStart, dataEnd };
}

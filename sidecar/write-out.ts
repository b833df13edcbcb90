import type { Socket } from 'node:net';
import { asBuffer } from '../core/body.ts';

const size = 32_768;
let scratch = Buffer.allocUnsafeSlow(size);

/**
 * Writes text (one byte a character), bytes and text as one. Where the system takes all of it at once, as
 * it nearly always does, the bytes it is written from are used again for the next write: no string is
 * joined and nothing is left for the garbage collector. The same answers as `Socket.write`.
 */
export function writeOut(socket: Socket, before: string, bytes: Uint8Array, behind: string): boolean {
  const all = before.length + bytes.length + behind.length;
  // One that waits already, or has not yet connected, keeps what it is given; so does TLS for a moment.
  const keeps = socket.writableLength > 0 || socket.connecting || 'encrypted' in socket;
  if (all > size) {
    socket.cork();
    if (before !== '') socket.write(before, 'latin1');
    let open = socket.write(bytes);
    if (behind !== '') open = socket.write(behind, 'latin1');
    socket.uncork();
    return open;
  }
  if (keeps) return socket.write(before + asBuffer(bytes).toString('latin1') + behind, 'latin1');
  let at = before === '' ? 0 : scratch.write(before, 0, 'latin1');
  scratch.set(bytes, at);
  at += bytes.length;
  if (behind !== '') at += scratch.write(behind, at, 'latin1');
  const open = socket.write(scratch.subarray(0, at));
  // Not all of it is gone: the rest is read from there later.
  if (socket.writableLength > 0) scratch = Buffer.allocUnsafeSlow(size);
  return open;
}

import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers';
import { asBuffer } from '../core/body.ts';

/** Most bytes that wait together. A reader that does not take its share keeps all of them, so they are not many. */
const size = 32_768;
/** So many at the most wait for each other: some tenths of a millisecond. */
const most = 8;

let room = Buffer.allocUnsafeSlow(size);
let used = 0;
/** Whose bytes wait in the room, one after the other, and where each one's end. */
const sockets: (Socket | undefined)[] = new Array(most).fill(undefined);
const ends = new Int32Array(most);
let count = 0;
let due = false;
/** Who wants to know that what waits has been handed to the system. */
let told: (() => void)[] = [];
/** Writes of this turn, and whether the last one had more than a few. */
let written = 0;
let busy = false;
const few = 2;

/**
 * Writes text (one byte a character), bytes and text as one. In a busy time, what is small and can leave at once waits
 * for the end of this turn of the event loop, so that what a turn brought about leaves in one go: the system wakes up
 * whoever is written to and sleeps, which costs more than all else about a write, and whoever was just woken for the
 * first is awake for the others. In a quiet time the first of a turn leaves at once. The bytes it is written from are
 * used again, so that no string is joined and nothing is left for the garbage collector. The same answers as
 * `Socket.write`, except that bytes which wait count as written.
 */
export function write(socket: Socket, before: string, bytes: Uint8Array, behind: string): boolean {
  const all = before.length + bytes.length + behind.length;
  if (all > size) {
    flush();
    socket.cork();
    if (before !== '') socket.write(before, 'latin1');
    let open = socket.write(bytes);
    if (behind !== '') open = socket.write(behind, 'latin1');
    socket.uncork();
    return open;
  }
  const another = count === 0 || sockets[count - 1] !== socket;
  if (used + all > size || (another && count === most)) flush();
  // One that waits already, or has not yet connected, keeps what it is given, and so does TLS for a moment. None of
  // them has bytes in the room.
  if (socket.writableLength > 0 || socket.connecting || 'encrypted' in socket) {
    return socket.write(before + asBuffer(bytes).toString('latin1') + behind, 'latin1');
  }
  if (before !== '') used += room.write(before, used, 'latin1');
  room.set(bytes, used);
  used += bytes.length;
  if (behind !== '') used += room.write(behind, used, 'latin1');
  if (count === 0 || another) sockets[count++] = socket;
  ends[count - 1] = used;
  written++;
  if (due) return true;
  due = true;
  setImmediate(turned);
  if (busy) return true;
  flush();
  return !socket.writableNeedDrain;
}

function turned(): void {
  due = false;
  busy = written > few;
  written = 0;
  flush();
  if (told.length === 0) return;
  const all = told;
  told = [];
  for (const tell of all) tell();
}

/**
 * Whether bytes of this socket wait: it does not count them, and nobody knows yet whether the system takes them. Then
 * `tell` is called at the end of the turn, when what the system did not take is in `writableLength`.
 */
export function waits(socket: Socket, tell: () => void): boolean {
  if (count === 0 || sockets.lastIndexOf(socket, count - 1) === -1) return false;
  told.push(tell);
  return true;
}

/** Sends what waits. To be called before anything is done to a socket that what was written to it must come before. */
export function flush(): void {
  if (count === 0) return;
  const waiting = count;
  let begin = 0;
  let kept = false;
  count = 0;
  for (let i = 0; i < waiting; i++) {
    const socket = sockets[i]!;
    const end = ends[i]!;
    sockets[i] = undefined;
    if (!socket.destroyed) {
      socket.write(room.subarray(begin, end));
      if (socket.writableLength > 0) kept = true;
    }
    begin = end;
  }
  used = 0;
  // Not all of it is gone: the rest is read from there later.
  if (kept) room = Buffer.allocUnsafeSlow(size);
}

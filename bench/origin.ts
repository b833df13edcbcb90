/**
 * The stand-in provider and the OTLP sink, in one process of their own. Raw sockets and prebuilt
 * bytes: what the provider costs must not stand in the way of what the proxies cost.
 */
import { createServer, type Socket } from 'node:net';
import { IDLE_EVENTS, joinedWrites, streamWrites, wholeAnswer } from './answers.ts';
import type { OriginReady, SinkCount } from './messages.ts';

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const END_OF_CHUNKS = Buffer.from('0\r\n\r\n');
const none: Buffer = Buffer.alloc(0);

/** Calls back with the head of each request once its body is in; sees only what loopback peers send. */
function requests(socket: Socket, answer: (head: string, bodyBytes: number) => void): void {
  let pending = none;
  let head: string | undefined;
  let length = 0;
  let left = 0;
  let chunked = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data: Buffer) => {
    let rest = pending.length === 0 ? data : Buffer.concat([pending, data]);
    pending = none;
    while (rest.length > 0) {
      if (head === undefined) {
        const end = rest.indexOf(END_OF_HEAD);
        if (end === -1) {
          pending = rest;
          return;
        }
        head = rest.toString('latin1', 0, end).toLowerCase();
        rest = rest.subarray(end + 4);
        const field = head.indexOf('\r\ncontent-length:');
        chunked = field === -1 && head.includes('\r\ntransfer-encoding: chunked');
        length = field === -1 ? 0 : Number.parseInt(head.slice(field + 17, field + 30), 10);
        left = length;
      }
      if (chunked) {
        // Only exporters send so, and nothing follows until they are answered.
        length += rest.length;
        const tail = rest.subarray(-END_OF_CHUNKS.length);
        if (!tail.equals(END_OF_CHUNKS)) {
          if (tail.length < END_OF_CHUNKS.length) pending = rest;
          return;
        }
        rest = none;
      } else {
        const take = Math.min(left, rest.length);
        left -= take;
        rest = rest.subarray(take);
        if (left > 0) return;
      }
      const done = head;
      head = undefined;
      answer(done, length);
    }
  });
}

/** One write a turn of the event loop: as fast as it goes, yet every event on its own. */
function flood(socket: Socket, writes: readonly Buffer[]): void {
  let next = 0;
  const step = (): void => {
    if (socket.destroyed) return;
    socket.write(writes[next++] as Buffer);
    if (next < writes.length) setImmediate(step);
  };
  step();
}

/** Streams with a pause between events are spread over the ticks of one timer. */
const PACE_MS = 10;
const ticks: Set<() => void>[] = Array.from({ length: PACE_MS }, () => new Set());
let tick = 0;
setInterval(() => {
  tick = (tick + 1) % PACE_MS;
  for (const step of ticks[tick] as Set<() => void>) step();
}, 1);
let phase = 0;

function paced(socket: Socket): void {
  let next = 0;
  const due = ticks[phase++ % PACE_MS] as Set<() => void>;
  const step = (): void => {
    if (!socket.destroyed) socket.write(streamWrites[next++] as Buffer);
    if (socket.destroyed || next >= streamWrites.length) due.delete(step);
  };
  due.add(step);
  step();
}

function idle(socket: Socket): void {
  socket.write(Buffer.concat(streamWrites.slice(0, IDLE_EVENTS)));
}

const provider = createServer((socket) => {
  requests(socket, (head) => {
    const at = head.indexOf('\r\nx-bench: ');
    const wish = at === -1 ? '' : head.slice(at + 11, at + 15);
    if (wish === 'floo') flood(socket, streamWrites);
    else if (wish === 'join') flood(socket, joinedWrites);
    else if (wish === 'pace') paced(socket);
    else if (wish === 'idle') idle(socket);
    else socket.write(wholeAnswer);
  });
});

const accepted = Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n');
/** Stands once in the span of each call, in whichever encoding. */
const SPAN_MARK = Buffer.from('spanguard.call.id');
const counted = { posts: 0, bytes: 0, spans: 0 };
const sink = createServer((socket) => {
  // A mark that lies across two reads is missed: a few in a thousand.
  socket.on('data', (data: Buffer) => {
    for (let at = data.indexOf(SPAN_MARK); at !== -1; at = data.indexOf(SPAN_MARK, at + 1)) counted.spans++;
  });
  requests(socket, (head, bytes) => {
    socket.write(accepted);
    if (!head.startsWith('post /v1/traces')) return;
    counted.posts++;
    counted.bytes += bytes;
  });
});

function portOf(server: typeof provider): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return address.port;
}

provider.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  sink.listen({ port: 0, host: '127.0.0.1' }, () => {
    const ready: OriginReady = { provider: portOf(provider), sink: portOf(sink) };
    process.send?.(ready);
  });
});
process.on('message', () => {
  const count: SinkCount = counted;
  process.send?.(count);
});
// The parent is gone: so is the reason to be here.
process.on('disconnect', () => process.exit(0));

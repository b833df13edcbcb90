import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate, setInterval, setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { pushBody } from '../../core/body.ts';
import type { Guardrails } from '../../core/guardrails.ts';
import type { Sink } from '../../core/http.ts';
import { write } from '../../sidecar/outbox.ts';
import { createProxy, type Proxy as Front, type Serving } from '../../sidecar/server.ts';

const piece = Buffer.alloc(30_000, 'a');
const open: { destroy(): void }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.destroy();
});

/** Makes a turn busy, as the answers to others do: what is written in the next one waits for its end. */
async function noise(): Promise<() => void> {
  const sink = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  open.push({ destroy: () => void sink.close() });
  await once(sink, 'listening');
  const { port } = sink.address() as AddressInfo;
  const others = await Promise.all(
    [0, 1, 2, 3].map(async () => {
      const socket = connect(port, '127.0.0.1');
      open.push(socket);
      await once(socket, 'connect');
      return socket;
    }),
  );
  return () => {
    for (const socket of others) write(socket, 'x', new Uint8Array(1), '');
  };
}

interface Road {
  readonly proxy: Front;
  readonly port: number;
  /** The sidecar's side of each connection. */
  readonly sockets: readonly Socket[];
}

/** A real proxy whose provider says what `answer` pushes. */
async function road(answer: (sink: Sink) => Promise<void>, readMs?: number): Promise<Road> {
  const serving: Serving = {
    guarded: async () => ({
      status: 200,
      headers: [],
      body: pushBody((sink) => {
        void answer(sink);
        return { resume() {}, cancel() {} };
      }),
    }),
    guardrails: {} as Guardrails,
    bases: new Map([['p', { origin: 'http://h', hostname: 'h', port: '', path: '' }]]),
    requestBytes: 1000,
    concurrentCalls: 10,
    turnedAway() {},
  };
  const proxy = createProxy(() => serving, { headerBytes: 16_384, ...(readMs === undefined ? {} : { readMs }) });
  const sockets: Socket[] = [];
  proxy.server.on('connection', (socket: Socket) => sockets.push(socket));
  proxy.server.listen(0, '127.0.0.1');
  await once(proxy.server, 'listening');
  open.push({ destroy: () => void proxy.close() });
  return { proxy, port: (proxy.server.address() as AddressInfo).port, sockets };
}

function caller(port: number, fields: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  socket.write(`GET /p/x HTTP/1.1\r\nhost: x\r\n${fields}\r\n`);
  open.push(socket);
  return socket;
}

/**
 * How many pieces the system takes for a reader that takes none. The last of so many is one that it takes a part of
 * only, and that nobody knows of before it was tried.
 */
async function mostTaken(busy: () => void): Promise<number> {
  let taken: (count: number) => void;
  const counted = new Promise<number>((resolve) => {
    taken = resolve;
  });
  const { port, sockets } = await road(async (sink) => {
    for (let count = 1; ; count++) {
      await inBusyTurn(busy);
      sink.write(piece);
      await setTimeout(2);
      if (sockets[0]!.writableLength > 0) {
        taken(count);
        return;
      }
    }
  });
  caller(port, '');
  return counted;
}

async function inBusyTurn(busy: () => void): Promise<void> {
  busy();
  await setImmediate();
  await setImmediate();
  busy();
}

describe('a reader that is slow', () => {
  it.each([
    ['when its connection closes', 'connection: close\r\n', 2500],
    ['when the sidecar stops', '', 300],
  ])('gets the end of an answer that its system took a part of: %s', { timeout: 60_000 }, async (_, fields, pause) => {
    const busy = await noise();
    const pieces = await mostTaken(busy);
    let ended: () => void;
    const atEnd = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const { proxy, port } = await road(async (sink) => {
      for (let count = 1; count < pieces; count++) {
        await inBusyTurn(busy);
        sink.write(piece);
        await setTimeout(2);
      }
      await inBusyTurn(busy);
      sink.write(piece);
      sink.end();
      ended();
    });
    const socket = caller(port, fields);
    const heard: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
    socket.pause();
    await atEnd;
    // It has not left, and counts as under way.
    const stopped = fields === '' ? proxy.drain(20_000) : undefined;
    await setTimeout(pause);
    socket.resume();
    await Promise.race([once(socket, 'close'), setTimeout(5000)]);
    await stopped;
    const answer = Buffer.concat(heard);
    expect(answer.subarray(-5).toString()).toBe('0\r\n\r\n');
    expect(answer.length).toBeGreaterThan(pieces * piece.length);
  });
});

describe('a reader of a finished answer', () => {
  const whole = Buffer.alloc(20_000_000, 'a');
  const said = async (sink: Sink): Promise<void> => {
    sink.write(whole);
    sink.end();
  };

  it('that takes nothing loses its place after a while', { timeout: 60_000 }, async () => {
    const { proxy, port } = await road(said, 400);
    const socket = caller(port, '');
    await expect.poll(() => proxy.active(), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => proxy.active(), { timeout: 30_000 }).toBe(0);
    // What had come is there to be read, and then the break.
    let heard = 0;
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.length;
    });
    socket.resume();
    await once(socket, 'close');
    expect(heard).toBeLessThan(whole.length);
  });

  it('that takes a little now and then gets all of it, however long that takes', { timeout: 60_000 }, async () => {
    // The system tells of room in megabytes, so of a few looks by the timer one may see nothing taken.
    const patience = 3000;
    const { proxy, port } = await road(said, patience);
    const socket = caller(port, 'connection: close\r\n');
    const began = performance.now();
    let heard = 0;
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.length;
      socket.pause();
    });
    const reading = setInterval(12);
    socket.resume();
    for await (const _ of reading) {
      if (socket.destroyed) break;
      socket.resume();
    }
    expect(heard).toBeGreaterThan(whole.length);
    expect(performance.now() - began).toBeGreaterThan(patience);
    await expect.poll(() => proxy.active()).toBe(0);
  });
});

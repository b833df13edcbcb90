import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { flush, write } from '../../sidecar/outbox.ts';

const nothing = new Uint8Array(0);
const open: { close(): void }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

interface Line {
  /** Written to. */
  readonly from: Socket;
  /** Read from. */
  readonly to: Socket;
  readonly heard: () => string;
  ended(): Promise<string>;
}

async function line(): Promise<Line> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const to = new Socket();
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  to.connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [from] = await accepted;
  const pieces: Buffer[] = [];
  to.on('data', (piece: Buffer) => pieces.push(piece));
  open.push({
    close() {
      from.destroy();
      to.destroy();
      server.close();
    },
  });
  return {
    from,
    to,
    heard: () => Buffer.concat(pieces).toString('latin1'),
    async ended() {
      if (!to.readableEnded) await once(to, 'end');
      return Buffer.concat(pieces).toString('latin1');
    },
  };
}

/** Counts what is handed to the system. */
function counted(socket: Socket): () => number {
  const really = socket.write.bind(socket);
  let count = 0;
  socket.write = ((...all: Parameters<typeof really>) => {
    count++;
    return really(...all);
  }) as typeof socket.write;
  return () => count;
}

/** Ends a turn in which so many were written to. */
async function turnOf(writes: number): Promise<void> {
  for (const { from } of await Promise.all(Array.from({ length: writes }, line))) write(from, 'x', nothing, '');
  await new Promise(setImmediate);
}

describe('outbox', () => {
  it('sends the first of a quiet turn at once', async () => {
    await turnOf(1);
    const lines = await Promise.all([line(), line(), line()]);
    const counts = lines.map(({ from }) => counted(from));
    for (const { from } of lines) expect(write(from, 'some', nothing, '')).toBe(true);
    expect(counts.map((count) => count())).toEqual([1, 0, 0]);
    await new Promise(setImmediate);
    expect(counts.map((count) => count())).toEqual([1, 1, 1]);
  });

  it('sends what several were written in a busy turn at its end, each its own bytes', async () => {
    await turnOf(3);
    const lines = await Promise.all([line(), line(), line()]);
    const counts = lines.map(({ from }) => counted(from));
    lines.forEach(({ from }, i) => {
      expect(write(from, `head ${i} `, Buffer.from(`body ${i}`), ' end')).toBe(true);
    });
    expect(counts.map((count) => count())).toEqual([0, 0, 0]);
    await new Promise(setImmediate);
    expect(counts.map((count) => count())).toEqual([1, 1, 1]);
    for (const { from } of lines) from.end();
    expect(await Promise.all(lines.map((each) => each.ended()))).toEqual(
      [0, 1, 2].map((i) => `head ${i} body ${i} end`),
    );
  });

  it('sends early what many were written, so that nobody waits for long', async () => {
    await turnOf(3);
    const lines = await Promise.all(Array.from({ length: 10 }, line));
    const counts = lines.map(({ from }) => counted(from));
    for (const { from } of lines) write(from, 'some', nothing, '');
    expect(counts.map((count) => count())).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    await new Promise(setImmediate);
    expect(counts.every((count) => count() === 1)).toBe(true);
  });

  it('sends as one what is written to one again and again', async () => {
    await turnOf(3);
    const { from, ended } = await line();
    const count = counted(from);
    for (let i = 0; i < 20; i++) write(from, `${i},`, nothing, '');
    await new Promise(setImmediate);
    expect(count()).toBe(1);
    from.end();
    expect(await ended()).toBe(Array.from({ length: 20 }, (_, i) => `${i},`).join(''));
  });

  it('keeps the order of small and large, of what waits and what is sent past it', async () => {
    const { from, ended } = await line();
    const parts: string[] = [];
    let seed = 7;
    for (let i = 0; i < 400; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      const length = seed % 5 === 0 ? 33_000 + (seed % 9000) : seed % 900;
      const body = String.fromCharCode(97 + (i % 26)).repeat(length);
      if (seed % 7 === 0) {
        flush();
        from.write(body, 'latin1');
        parts.push(body);
      } else {
        write(from, `${i}:`, Buffer.from(body), seed % 2 === 0 ? ';' : '');
        parts.push(`${i}:${body}${seed % 2 === 0 ? ';' : ''}`);
      }
      if (seed % 11 === 0) await new Promise(setImmediate);
    }
    flush();
    from.end();
    expect(await ended()).toBe(parts.join(''));
  });

  it('loses nothing for a reader that waits, nor for those beside it', async () => {
    const [slow, other] = await Promise.all([line(), line()]);
    slow.to.pause();
    const said: [string, string] = ['', ''];
    let open = true;
    for (let i = 0; i < 3000; i++) {
      const body = `${i} `.repeat(2000);
      open = write(slow.from, body, nothing, '') && open;
      said[0] += body;
      write(other.from, `${i},`, Buffer.from('x'), '');
      said[1] += `${i},x`;
      if (i % 5 === 0) await new Promise(setImmediate);
    }
    expect(open).toBe(false);
    expect(slow.from.writableLength).toBeGreaterThan(0);
    slow.to.resume();
    flush();
    slow.from.end();
    other.from.end();
    expect(await Promise.all([slow.ended(), other.ended()])).toEqual(said);
  });

  it('passes over a connection that has gone meanwhile', async () => {
    const [gone, stays] = await Promise.all([line(), line()]);
    const faults: unknown[] = [];
    gone.from.on('error', (error) => faults.push(error));
    write(gone.from, 'lost', nothing, '');
    write(stays.from, 'heard', nothing, '');
    gone.from.destroy();
    await new Promise(setImmediate);
    stays.from.end();
    expect(await stays.ended()).toBe('heard');
    expect(faults).toEqual([]);
    expect(gone.heard()).toBe('');
  });
});

import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { EVENTS, streamWrites, wholeAnswer } from '../../bench/answers.ts';
import { Connection } from '../../bench/connection.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Lets one connection read an answer that comes in pieces of `size` bytes. */
async function heard(answer: Buffer, size: number): Promise<{ status: number; events: number; firsts: number }> {
  const made = createServer((socket) => {
    socket.setNoDelay(true);
    socket.once('data', async () => {
      for (let at = 0; at < answer.length; at += size) {
        socket.write(answer.subarray(at, at + size));
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', () => resolve()));
  const { port } = made.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let status = 0;
    let events = 0;
    let firsts = 0;
    const listener = {
      status: (_: Connection, code: number) => {
        status = code;
      },
      body: (_: Connection, count: number, first: boolean) => {
        events += count;
        if (first) firsts++;
      },
      done: (connection: Connection) => {
        connection.close();
        resolve({ status, events, firsts });
      },
      broken: () => reject(new Error('broken')),
    };
    new Connection(port, listener, (connection) => connection.send(Buffer.from('GET / HTTP/1.1\r\n\r\n')));
  });
}

describe('the load generator', () => {
  it.each([7, 301, 65_536])('counts every event of a stream in pieces of %i bytes', async (size) => {
    expect(await heard(Buffer.concat(streamWrites), size)).toEqual({ status: 200, events: EVENTS, firsts: 1 });
  });

  it.each([64, 65_536])('knows where a whole answer ends in pieces of %i bytes', async (size) => {
    expect(await heard(wholeAnswer, size)).toEqual({ status: 200, events: 0, firsts: 1 });
  });

  it('is answered with events of about 300 bytes', () => {
    const bytes = Buffer.concat(streamWrites).length / EVENTS;
    expect(Math.abs(bytes - 300)).toBeLessThan(60);
  });
});

import type { ServerResponse } from 'node:http';
import { compressed, eventCompressor } from './coding.ts';
import type { Reply } from './dialect.ts';
import type { Random } from './random.ts';
import { noSteering, type Steering } from './steering.ts';

const BLOCK = 16 * 1024;

/** Sends a reply, and does to it whatever was asked for. Resolves when nothing more will be sent. */
export async function deliver(
  response: ServerResponse,
  reply: Reply,
  steering: Steering,
  random: Random,
): Promise<void> {
  if (steering === noSteering) {
    if (reply.kind === 'whole') sendWhole(response, reply.status, reply.headers, Buffer.from(reply.body));
    else await sendEvents(response, reply);
    return;
  }
  if (steering.delayMs !== undefined) await pause(response, steering.delayMs);
  if (steering.hang === true || response.destroyed) return;
  if (steering.garbage === true) {
    response.socket?.end('THIS IS NOT HTTP\r\n\r\nbut bytes all the same\0\x01\x02');
    return;
  }
  if (steering.empty === true) {
    sendWhole(response, reply.status, reply.headers, Buffer.alloc(0));
    return;
  }
  if (steering.html === true) {
    const page = Buffer.from('<!doctype html><title>Simulated</title><h1>This is a page, not an API.</h1>\n');
    sendWhole(response, reply.status, { ...reply.headers, 'content-type': 'text/html; charset=utf-8' }, page);
    return;
  }
  if (reply.kind === 'whole') await disturbedWhole(response, reply, steering, random);
  else await disturbedEvents(response, reply, steering, random);
}

type Headers = Readonly<Record<string, string>>;

function sendWhole(response: ServerResponse, status: number, headers: Headers, bytes: Buffer): void {
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(bytes);
}

/** The fast lane: events go out in blocks, as fast as the reader takes them. */
async function sendEvents(response: ServerResponse, reply: Extract<Reply, { kind: 'stream' }>): Promise<void> {
  response.writeHead(reply.status, reply.headers);
  let block = '';
  for (const event of reply.events) {
    block += event;
    if (block.length < BLOCK) continue;
    if (!response.write(block)) await drained(response);
    if (response.destroyed) return;
    block = '';
  }
  response.end(block);
}

async function disturbedWhole(
  response: ServerResponse,
  reply: Extract<Reply, { kind: 'whole' }>,
  steering: Steering,
  random: Random,
): Promise<void> {
  let bytes: Buffer = Buffer.from(reply.body);
  const headers: Record<string, string | number> = { ...reply.headers };
  if (steering.truncate === 'body') bytes = bytes.subarray(0, bytes.length >> 1);
  if (steering.encoding !== undefined) {
    bytes = compressed(bytes, steering.encoding);
    headers['content-encoding'] = steering.encoding;
  }
  headers['content-length'] = bytes.length;
  response.writeHead(reply.status, headers);
  // The length promises more than will come.
  const broken = steering.truncate === 'wire' || steering.cutAfter !== undefined;
  const stalled = steering.hangAfter !== undefined;
  if (broken || stalled) bytes = bytes.subarray(0, bytes.length >> 1);
  await write(response, bytes, steering, random);
  if (broken) await cut(response);
  else if (!stalled) response.end();
}

async function disturbedEvents(
  response: ServerResponse,
  reply: Extract<Reply, { kind: 'stream' }>,
  steering: Steering,
  random: Random,
): Promise<void> {
  const { cutAfter, hangAfter, errorInStream, chunkMs, encoding } = steering;
  const coder = encoding === undefined ? undefined : eventCompressor(encoding);
  response.writeHead(
    reply.status,
    encoding === undefined ? reply.headers : { ...reply.headers, 'content-encoding': encoding },
  );
  const send = async (event: string): Promise<void> => {
    const bytes = Buffer.from(steering.crlf === true ? event.replaceAll('\n', '\r\n') : event);
    await write(response, coder === undefined ? bytes : await coder.push(bytes), steering, random);
  };
  // Each event in a turn of its own, unless nobody asked for anything that could tell.
  const paced =
    chunkMs !== undefined || cutAfter !== undefined || hangAfter !== undefined || steering.split !== undefined;
  let sent = 0;
  for (const event of reply.events) {
    if (response.destroyed) return;
    if (sent === cutAfter) return cut(response);
    if (sent === hangAfter) return;
    if (sent === errorInStream) {
      await send(reply.failure(sent));
      break;
    }
    if (steering.truncate !== undefined && sent === 2) {
      await send(event.slice(0, event.length >> 1));
      if (steering.truncate === 'wire') return cut(response);
      break;
    }
    await send(event);
    sent++;
    if (chunkMs !== undefined && chunkMs > 0) await pause(response, chunkMs);
    else if (paced) await turn();
  }
  if (sent === cutAfter) return cut(response);
  if (sent === hangAfter || response.destroyed) return;
  if (coder !== undefined) await write(response, await coder.end(), steering, random);
  response.end();
}

/** Writes bytes in one piece, byte by byte, or in pieces of any size. */
async function write(response: ServerResponse, bytes: Buffer, steering: Steering, random: Random): Promise<void> {
  // A write of nothing would end a chunked body.
  if (bytes.length === 0) return;
  if (steering.split === undefined) {
    if (!response.write(bytes)) await drained(response);
    return;
  }
  for (let at = 0; at < bytes.length && !response.destroyed; ) {
    const size = steering.split === 'bytes' ? 1 : 1 + random.below(48);
    if (!response.write(bytes.subarray(at, at + size))) await drained(response);
    at += size;
    // Writes of the same turn would leave as one packet.
    await turn();
  }
}

/** Breaks the connection off after everything written has left. */
async function cut(response: ServerResponse): Promise<void> {
  response.flushHeaders();
  await pause(response, 5);
  response.socket?.destroy();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits, but never for a reader that has left. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.on('close', done);
    if (response.destroyed) done();
  });
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
    if (response.destroyed) done();
  });
}

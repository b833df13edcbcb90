import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { HttpRequest, HttpResponse } from '../../core/http.ts';
import { Departure } from '../../sidecar/departure.ts';
import { createUpstream, type UpstreamLimits } from '../../sidecar/upstream.ts';

/** What is to be closed when the test has ended, the last one first. */
export const opened: (() => unknown)[] = [];

export async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

type Answer = (socket: Socket, request: string, connection: number) => void;

/** A provider on bare sockets: answers each request that is whole with whatever bytes it likes. */
export async function provider(
  answer: Answer,
  { server, host = '127.0.0.1' }: { server?: Server; host?: string } = {},
) {
  const sockets: Socket[] = [];
  const requests: string[] = [];
  const serve = (socket: Socket): void => {
    const connection = sockets.push(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end === -1 || text.length < end + 4 + length) return;
      const request = text;
      text = '';
      requests.push(request);
      answer(socket, request, connection);
    });
  };
  const listening = server ?? createServer();
  listening.on(server === undefined ? 'connection' : 'secureConnection', serve);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo;
  const scheme = server === undefined ? 'http' : 'https';
  const url = {
    origin: `${scheme}://${host}:${port}`,
    hostname: host,
    port: String(port),
    pathname: '/v1',
    search: '',
  };
  return { url, sockets, requests };
}

export function road(limits: Partial<UpstreamLimits> = {}) {
  const made = createUpstream({
    connections: 4,
    connectTimeoutMs: 2000,
    idleTimeoutMs: 2000,
    totalTimeoutMs: 20_000,
    headerBytes: 2000,
    ...limits,
  });
  opened.push(() => made.close());
  return made.upstream;
}

export type Url = HttpRequest['url'];

export function asking(url: Url, more: Partial<HttpRequest> = {}): HttpRequest {
  const headers = [['content-type', 'application/json']] as const;
  return { method: 'POST', url, headers, body: Buffer.from('{}'), signal: new Departure(), ...more };
}

export async function textOf(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

export const ok = (body: string, fields = ''): string =>
  `HTTP/1.1 200 OK\r\n${fields}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

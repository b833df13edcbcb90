/**
 * The yardstick: a pass-through proxy on the same road as the sidecar (node:http in, undici's
 * dispatch out) that looks at nothing. As fast as that road allows, so that a ratio to it is honest.
 */
import { createServer, type ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';

const origin = process.argv[2] ?? '';
const pool = new Pool(origin, { pipelining: 1, connections: 4096 });

const hopByHop = new Set(['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);
const ofRequest = new Set([...hopByHop, 'host', 'expect', 'content-length']);

function endToEnd(raw: readonly string[], drop: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    if (!drop.has(name.toLowerCase())) kept.push(name, raw[i + 1] as string);
  }
  return kept;
}

class Exchange implements Dispatcher.DispatchHandler {
  private readonly response: ServerResponse;
  private abort: ((error?: Error) => void) | undefined;
  private over = false;

  constructor(response: ServerResponse) {
    this.response = response;
    response.on('close', () => {
      if (!this.over) this.abort?.(new Error('the caller left'));
    });
  }

  onConnect(abort: (error?: Error) => void): void {
    this.abort = abort;
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    if (status < 200) return true;
    this.resume = resume;
    const flat = new Array<string>(raw.length);
    for (let i = 0; i < raw.length; i++) flat[i] = (raw[i] as Buffer).toString('latin1');
    this.response.writeHead(status, endToEnd(flat, hopByHop));
    return true;
  }
  private resume: () => void = () => {};

  onData(chunk: Buffer): boolean {
    if (this.response.write(chunk)) return true;
    this.response.once('drain', this.resume);
    return false;
  }

  onComplete(): void {
    this.over = true;
    this.response.end();
  }

  onError(): void {
    this.over = true;
    if (this.response.headersSent) this.response.destroy();
    else this.response.writeHead(502).end();
  }
}

const server = createServer({ noDelay: true, keepAlive: true, keepAliveTimeout: 65_000 }, (request, response) => {
  response.sendDate = false;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    pool.dispatch(
      {
        path: request.url ?? '/',
        method: request.method as Dispatcher.HttpMethod,
        headers: endToEnd(request.rawHeaders, ofRequest),
        body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks),
      },
      new Exchange(response),
    );
  });
});

server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  console.log(JSON.stringify({ msg: 'listening', role: 'proxy', address: address.address, port: address.port }));
});

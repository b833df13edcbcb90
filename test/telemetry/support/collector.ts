import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  type Decoded,
  decode,
  type EventSeen,
  eventsOf,
  logsRequest,
  type MetricSeen,
  metricsOf,
  metricsRequest,
  type SpanSeen,
  spansOf,
  traceRequest,
} from './decode.ts';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly request: Decoded;
}

export interface Collector {
  readonly url: string;
  readonly received: Received[];
  spans(): SpanSeen[];
  events(): EventSeen[];
  /** The newest reading of each metric. */
  metrics(): Map<string, MetricSeen>;
  close(): Promise<void>;
}

/** A real server on the loopback that takes OTLP over HTTP, both encodings. */
export async function collector(answer?: RequestListener): Promise<Collector> {
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const sent = Buffer.concat(chunks);
      const bytes = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      const path = incoming.url ?? '';
      const request =
        incoming.headers['content-type'] === 'application/json'
          ? (JSON.parse(bytes.toString()) as Decoded)
          : decode(bytes, schemaOf(path));
      received.push({ path, headers: incoming.headers, bytes, request });
      if (answer !== undefined) answer(incoming, response);
      else response.writeHead(200, { 'content-type': incoming.headers['content-type'] }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    spans: () => received.filter(({ path }) => path.endsWith('traces')).flatMap(({ request }) => spansOf(request)),
    events: () => received.filter(({ path }) => path.endsWith('logs')).flatMap(({ request }) => eventsOf(request)),
    metrics() {
      const last = received.filter(({ path }) => path.endsWith('metrics')).at(-1);
      return new Map((last === undefined ? [] : metricsOf(last.request)).map((seen) => [seen.name, seen]));
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function schemaOf(path: string) {
  return path.endsWith('metrics') ? metricsRequest : path.endsWith('logs') ? logsRequest : traceRequest;
}

import { createServer, type Server } from 'node:http';

export interface Admin {
  /** Taking calls: false before the proxy listens and while it drains. */
  readonly ready: () => boolean;
  readonly metrics: (accept: string | undefined) => { readonly type: string; readonly text: string };
  readonly calls: (limit: number | undefined) => readonly unknown[];
  /** The effective configuration, secrets masked. */
  readonly config: () => unknown;
}

/** The admin port: never reachable through the proxy port, read only, no content. */
export function createAdmin(admin: Admin): Server {
  return createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : `${JSON.stringify(body)}\n`);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return json(405, { error: 'The admin port only answers GET.' });
    }
    switch (path) {
      case '/healthz':
        return json(200, { status: 'ok' });
      case '/readyz':
        return admin.ready() ? json(200, { status: 'ready' }) : json(503, { status: 'draining' });
      case '/metrics': {
        const { type, text } = admin.metrics(request.headers.accept);
        response.writeHead(200, { 'content-type': type, vary: 'accept' });
        response.end(request.method === 'HEAD' ? undefined : text);
        return;
      }
      case '/calls': {
        const asked = new URLSearchParams(search).get('limit');
        const limit = asked === null ? undefined : Number(asked);
        if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) {
          return json(400, { error: 'limit must be a whole number from 1.' });
        }
        return json(200, { calls: admin.calls(limit) });
      }
      case '/config':
        return json(200, admin.config());
      default:
        return json(404, { error: 'Unknown path.', paths: ['/healthz', '/readyz', '/metrics', '/calls', '/config'] });
    }
  });
}

import http from 'node:http';
import https from 'node:https';
import { pushBody } from '../core/body.ts';
import type { Body, HttpRequest, HttpResponse, Target, Upstream } from '../core/http.ts';
import { aside } from './aside.ts';
import { rawFields } from './surfaces/http-headers.ts';
import { roadFailure } from './surfaces/outcome.ts';

/** Where a provider is, by its name: what the sidecar puts behind the first segment of its paths. */
export type Bases = ReadonlyMap<string, Pick<Target, 'hostname' | 'port'> & { readonly path: string }>;

/** The same call at the sidecar; undefined where the sidecar knows no path to this address. */
export function relayed(sidecar: URL, bases: Bases, url: Target): URL | undefined {
  for (const [name, { hostname, port, path }] of bases) {
    if (hostname !== url.hostname || port !== url.port) continue;
    if (path !== '' && url.pathname !== path && !url.pathname.startsWith(`${path}/`)) continue;
    const below = sidecar.pathname.replace(/\/$/, '');
    return new URL(`${below}/${name}${url.pathname.slice(path.length)}${url.search}`, sidecar);
  }
  return undefined;
}

/** Sends calls to a sidecar, which guards them; `traceparent` names the span that they are part of. */
export function relay(to: (url: Target) => URL | undefined, traceparent: () => string | undefined): Upstream {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  return (request) => {
    const url = to(request.url);
    if (url === undefined) throw new TypeError('No way to the sidecar.');
    return new Promise<HttpResponse>((resolve, reject) => {
      const secure = url.protocol === 'https:';
      const send = secure ? https.request : http.request;
      const options = { method: request.method, agent: secure ? agents.https : agents.http };
      const sent = aside(() => send(url, options));
      for (const [name, value] of fieldsOf(request, traceparent())) sent.appendHeader(name, value);
      const leave = (): void => {
        sent.destroy();
      };
      request.signal.addEventListener('abort', leave, { once: true });
      sent.once('close', () => request.signal.removeEventListener('abort', leave));
      sent.once('error', (error) => reject(roadFailure(error, false)));
      sent.once('response', (message) =>
        resolve({
          status: message.statusCode ?? 0,
          headers: rawFields(message).filter(([name]) => !ofAnswer.test(name)),
          body: bodyOf(message),
        }),
      );
      aside(() => sent.end(request.body));
      if (request.signal.aborted) leave();
    });
  };
}

/**
 * What is of the connection to the provider is not of the one to the sidecar. Nor is the coding: `fetch` would
 * have decoded the answer, and others take plain bytes as well.
 */
const ofConnection = /^(?:host|connection|content-length|transfer-encoding|expect|accept-encoding)$/i;
const ofAnswer = /^(?:connection|keep-alive|transfer-encoding)$/i;

function fieldsOf({ headers, body }: HttpRequest, traceparent: string | undefined): [string, string][] {
  const fields: [string, string][] = [];
  let traced = traceparent === undefined;
  for (const [name, value] of headers) {
    if (ofConnection.test(name)) continue;
    traced ||= name.toLowerCase() === 'traceparent';
    fields.push([name, value]);
  }
  if (!traced && traceparent !== undefined) fields.push(['traceparent', traceparent]);
  if (body.length > 0) fields.push(['content-length', String(body.length)]);
  return fields;
}

function bodyOf(message: http.IncomingMessage): Body {
  return pushBody((sink) => {
    let over = false;
    message.on('data', (chunk: Buffer) => {
      if (!over && !sink.write(chunk)) message.pause();
    });
    message.once('end', () => {
      if (over) return;
      over = true;
      sink.end();
    });
    message.once('error', (error) => {
      if (over) return;
      over = true;
      sink.fail(roadFailure(error, true));
    });
    return {
      resume: () => void message.resume(),
      cancel() {
        over = true;
        message.destroy();
      },
    };
  });
}

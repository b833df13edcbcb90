import { RemoteFailed } from './batch.ts';

export type Fetch = typeof globalThis.fetch;

/**
 * `fetch` as remote detectors use it: no redirect is followed, since what is sent is content, and a body
 * larger than the limit is given up.
 */
export function boundedFetch(fetch: Fetch, responseBytes: number): Fetch {
  return async (input, init) => {
    let response: Response;
    try {
      response = await fetch(input, { ...init, redirect: 'manual' });
    } catch {
      // The cause may name an address; why it failed is told by the class.
      throw new RemoteFailed('RemoteUnreachable');
    }
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel().catch(() => undefined);
      throw new RemoteFailed('RemoteStatus');
    }
    const body = await bodyOf(response, responseBytes);
    return new Response(body, { status: response.status, headers: plainHeaders(response.headers) });
  };
}

async function bodyOf(response: Response, limit: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > limit) throw new RemoteFailed('RemoteTooLarge');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof RemoteFailed ? error : new RemoteFailed('RemoteUnreachable');
  }
  return Buffer.concat(chunks);
}

/** The body is decoded and whole by now. */
function plainHeaders(headers: Headers): Headers {
  const plain = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) plain.delete(name);
  return plain;
}

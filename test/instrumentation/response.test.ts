import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch } from '../../instrumentation/surfaces/fetch.ts';
import { type Origin, origin } from '../support/origin.ts';
import { chat, doorTo, mask, said } from './door-to.ts';

/** What became of a step: its value, or the kind of its failure. */
async function outcome(step: () => unknown): Promise<unknown> {
  try {
    return await step();
  } catch (error) {
    return (error as Error).name;
  }
}

const text = async (stream: ReadableStream | null): Promise<string> => {
  let all = '';
  for await (const chunk of stream as AsyncIterable<Uint8Array>) all += Buffer.from(chunk).toString();
  return all;
};
const state = ({ bodyUsed, body }: Response) => [bodyUsed, body?.locked];
const own = <K extends 'text' | 'json' | 'clone'>(name: K, response: Response) =>
  (Response.prototype[name] as () => ReturnType<Response[K]>).call(response);

const uses: Record<string, (response: Response) => unknown> = {
  text: (response) => response.text(),
  json: (response) => response.json(),
  'bytes in a buffer of its own': async (response) => {
    const bytes = await response.arrayBuffer();
    return [Buffer.from(bytes).toString(), bytes.byteLength];
  },
  blob: async (response) => (await response.blob()).text(),
  form: (response) => response.formData(),
  'text twice': async (response) => [
    state(response),
    await response.text(),
    await outcome(() => response.text()),
    state(response),
    await outcome(() => response.json()),
    await outcome(() => response.clone()),
    await outcome(() => response.body?.getReader()),
    await outcome(() => new Response(response.body)),
  ],
  'used before its text is there': (response) => {
    void response.text();
    return state(response);
  },
  'the body, and then the text': async (response) => [
    await text(response.body),
    state(response),
    await outcome(() => response.text()),
  ],
  'the same body each time': (response) => {
    const { body } = response;
    return response.body === body;
  },
  'a reader, and then the text': async (response) => {
    const reader = response.body?.getReader();
    const before = [state(response), await outcome(() => response.text())];
    const first = await reader?.read();
    reader?.releaseLock();
    return [before, first?.done, state(response), await outcome(() => response.json())];
  },
  'a buffer of the reader': async (response) => {
    const reader = (response.body as ReadableStream<Uint8Array>).getReader({ mode: 'byob' });
    const { value } = await reader.read(new Uint8Array(7));
    return Buffer.from(value ?? []).toString();
  },
  'a cancelled body': async (response) => [
    await response.body?.cancel(),
    state(response),
    await outcome(() => response.text()),
  ],
  'clones of clones': async (response) => {
    const copy = response.clone();
    const other = copy.clone();
    return [
      await Promise.all([other.json(), copy.text(), text(response.body)]),
      [response, copy, other].map((each) => [each.url === response.url, each.type, ...state(each)]),
    ];
  },
  'a clone after the body was looked at': async (response) => {
    const { body } = response;
    const copy = response.clone();
    return [body === response.body, body?.locked, await copy.text(), await response.json()];
  },
  'a stream of Node': async (response) => {
    let all = '';
    for await (const chunk of Readable.fromWeb(response.body as never)) all += String(chunk);
    return all;
  },
  'another one around it': async (response) => {
    const around = new Response(response.body, response);
    return [around.status, around.statusText, around.headers.get('x-own'), await around.text(), state(response)];
  },
  'two of its branches': async (response) => Promise.all((response.body?.tee() ?? []).map(text)),
  'methods of the class itself': async (response) => {
    const copy = own('clone', response);
    return [await own('text', response), state(response), await copy.json()];
  },
  'methods of the class itself, used up': async (response) => [
    await response.text(),
    await outcome(() => own('json', response)),
    await outcome(() => own('clone', response)),
  ],
  'what it is': (response) => [
    response instanceof Response,
    response.constructor === Response,
    Object.prototype.toString.call(response),
    Object.keys(response),
    response.ok,
    [...response.headers.keys()].filter((name) => !/^x-spanguard-|^date$/.test(name)),
  ],
};

describe('the answer of a guarded fetch is used as any other', () => {
  let there: Origin;
  beforeAll(async () => {
    there = await origin((request, response) => {
      const body = request.body.includes('mark') ? `\ufeff${said('é😀')}` : said('é😀');
      const sized = request.body.includes('parts') ? {} : { 'content-length': Buffer.byteLength(body) };
      response.writeHead(200, 'Fine', { 'content-type': 'application/json', 'x-own': '1', ...sized });
      response.end(body);
    });
  });
  afterAll(() => there.close());

  const ask = async (way: typeof fetch, content: string): Promise<Response> =>
    way(`${there.url}/v1/chat/completions`, { method: 'POST', body: chat(content) });

  it.each(Object.entries(uses))('%s', async (_name, use) => {
    for (const content of ['hello', 'in parts', 'with a mark']) {
      const { door } = doorTo(there.url, mask);
      const expected = await outcome(async () => use(await ask(fetch, content)));
      expect(await outcome(async () => use(await ask(guardedFetch(fetch, door), content)))).toEqual(expected);
    }
  });
});

describe('where a server has put its own class in the place of the global Response', () => {
  const given = Response;
  /** As `@hono/node-server` makes it: the header that it is given is the one that it shows. */
  const Lightweight = function (this: object, body: string | null, init?: ResponseInit) {
    Object.defineProperty(this, 'headers', { value: init?.headers ?? new Headers() });
    Object.defineProperty(this, 'made', { get: () => new given(body, init) });
  } as unknown as typeof Response;
  Object.setPrototypeOf(Lightweight, given);
  Object.setPrototypeOf(Lightweight.prototype as object, given.prototype);

  it('answers are what fetch makes', async () => {
    const there = await origin((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(said('good morning'));
    });
    globalThis.Response = Lightweight;
    try {
      const guarded = guardedFetch(fetch, doorTo(there.url, mask).door);
      for (let call = 0; call < 3; call++) {
        const headers = { 'content-type': 'application/json' };
        const body = chat('mail anna@example.com');
        const response = await guarded(`${there.url}/v1/chat/completions`, { method: 'POST', headers, body });
        expect(response.headers.get('x-spanguard-verdict')).toBe('redact');
        expect(response instanceof given).toBe(true);
        expect(await response.clone().text()).toContain('good morning');
        expect(JSON.stringify(await response.json())).toContain('good morning');
      }
    } finally {
      globalThis.Response = given;
      await there.close();
    }
  });
});

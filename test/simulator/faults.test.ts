import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../simulator/server.ts';
import { parseSteering, splitModel, UnknownSteering } from '../../simulator/steering.ts';
import { eventsOf, json, say, simulated } from './simulated.ts';

const on = simulated();
const path = '/v1/chat/completions';
const body = (stream: boolean) => ({ model: 'gpt-4o', stream, messages: [say('echo: one two three four five')] });
const ask = (wish: string, stream = false) => on.post(path, body(stream), { 'x-simulate': wish });

/** The chunks of the body as they came over the wire. */
function chunksOf(wish: string, stream: boolean): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer any', 'x-simulate': wish };
    const call = request(on.url + path, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(chunks));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(JSON.stringify(body(stream)));
  });
}

describe('the grammar', () => {
  test('words by ; or ,', () => {
    expect(parseSteering('status=429; retry-after=2')).toEqual({ status: 429, retryAfter: '2' });
    expect(parseSteering('hang-after=3,crlf ,, split=random')).toEqual({ hangAfter: 3, crlf: true, split: 'random' });
    expect(parseSteering('truncate')).toEqual({ truncate: 'body' });
  });

  test.each(['nonsense', 'status=1000', 'status', 'crlf=1', 'split=no', 'constructor', 'tokens=-1', 'encoding='])(
    'does not know %s',
    (wish) => {
      expect(() => parseSteering(wish)).toThrow(UnknownSteering);
    },
  );

  test('stands in front of the model, or not', () => {
    expect(splitModel('simulate:tokens=3/openai/gpt-4o')).toEqual({ model: 'openai/gpt-4o', steering: 'tokens=3' });
    expect(splitModel('openai/gpt-4o')).toEqual({ model: 'openai/gpt-4o', steering: '' });
  });

  test('what is unknown is answered with the words there are', async () => {
    const response = await ask('explode');
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/explode.*cut-after=EVENTS/);
  });
});

describe('a whole answer', () => {
  test('a status and how long to wait', async () => {
    const response = await ask('status=429; retry-after=2');
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    expect((await ask('status=202')).status).toBe(202);
  });

  test('a page, nothing, an error under 200', async () => {
    const page = await ask('html; status=502');
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    const nothing = await ask('empty');
    expect([nothing.status, await nothing.text()]).toEqual([200, '']);
    const error = await ask('error-in-stream');
    expect([error.status, await error.json()]).toMatchObject([200, { error: { type: 'server_error' } }]);
  });

  test('cut short with the right length, and with the wrong one', async () => {
    const text = await (await ask('truncate')).text();
    expect(() => json(text)).toThrow(SyntaxError);
    const broken = await ask('truncate=wire');
    await expect(broken.text()).rejects.toThrow();
    await expect(ask('cut-after=1').then((response) => response.text())).rejects.toThrow();
  });

  test('not HTTP', async () => {
    await expect(ask('garbage')).rejects.toThrow();
  });

  test('sizes and counts', async () => {
    const big = json(await (await ask('big=1000000')).text()) as { choices: Array<{ message: { content: string } }> };
    expect(big.choices[0]?.message.content.length).toBe(1_000_000);
    const counted = json(await (await ask('tokens=250')).text());
    expect(counted.usage).toMatchObject({ completion_tokens: 250 });
    expect(json(await (await ask('usage=none')).text())).not.toHaveProperty('usage');
    expect(await (await ask('leak=card')).text()).toContain('one two');
  });

  test('a delay', async () => {
    const start = performance.now();
    await (await ask('delay-ms=60')).text();
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  test.each(['hang', 'delay-ms=60000', 'hang-after=1'])('%s waits for nobody who has left', async (wish) => {
    const call = on.post(path, body(false), { 'x-simulate': wish }).then((response) => response.text());
    await expect(Promise.race([call, wait(60, 'still waiting')])).resolves.toBe('still waiting');
    call.catch(() => {});
  });
});

describe('a stream', () => {
  test('breaks off after so many events', async () => {
    const response = await ask('cut-after=3', true);
    const reader = response.body!.getReader();
    let text = '';
    const reading = (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += Buffer.from(value).toString();
      }
    })();
    await expect(reading).rejects.toThrow();
    expect(text.split('\n\n').filter((event) => event !== '')).toHaveLength(3);
  });

  test('stops and says nothing more', async () => {
    const reader = (await ask('hang-after=2', true)).body!.getReader();
    let text = '';
    while (text.split('\n\n').length < 3) text += Buffer.from((await reader.read()).value!).toString();
    await expect(Promise.race([reader.read(), wait(60, 'still waiting')])).resolves.toBe('still waiting');
    reader.cancel().catch(() => {});
  });

  test('an error event, half an event', async () => {
    const failed = await eventsOf(await ask('error-in-stream=2', true));
    expect(failed).toHaveLength(3);
    expect(json(failed[2]!.data)).toHaveProperty('error.type', 'server_error');
    const half = await eventsOf(await ask('truncate', true));
    expect(half).toHaveLength(3);
    expect(() => json(half[2]!.data)).toThrow(SyntaxError);
    const broken = await ask('truncate=wire', true);
    await expect(broken.text()).rejects.toThrow();
  });

  test('CRLF', async () => {
    const text = await (await ask('crlf', true)).text();
    expect(text).toContain('\r\n\r\ndata: ');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text.endsWith('data: [DONE]\r\n\r\n')).toBe(true);
  });

  test('each event after a while, or at least by itself', async () => {
    const start = performance.now();
    const slow = await chunksOf('chunk-ms=10', true);
    expect(performance.now() - start).toBeGreaterThan(60);
    expect(slow.length).toBeGreaterThanOrEqual(7);
    expect((await chunksOf('chunk-ms=0', true)).every((chunk) => chunk.toString().endsWith('\n\n'))).toBe(true);
  });

  test.each([false, true])('byte by byte and at random, streamed: %s', async (stream) => {
    const bytes = await chunksOf('split=bytes', stream);
    // A reader that is slow for a moment finds two packets in one read, where no chunk frames them.
    expect(bytes.length).toBeGreaterThan(Buffer.concat(bytes).length / 2);
    if (stream) expect(Math.max(...bytes.map((chunk) => chunk.length))).toBe(1);
    const random = await chunksOf('split=random', stream);
    expect(random.length).toBeGreaterThan(Buffer.concat(random).length / 96);
    const shape = (chunks: Buffer[]) =>
      Buffer.concat(chunks)
        .toString()
        .replace(/chatcmpl-\w+|"created": ?\d+/g, '');
    expect(shape(random)).toBe(shape(bytes));
  });

  test('events in no hurry of their own go out together', async () => {
    expect((await chunksOf('', true)).length).toBeLessThan(3);
  });

  test('big ones keep their text', async () => {
    const events = await eventsOf(await ask('big=300000', true));
    const text = events
      .slice(0, -1)
      .map(({ data }) => (json(data).choices as Array<{ delta: { content?: string } }>)[0]?.delta.content ?? '')
      .join('');
    expect(text.length).toBe(300_000);
  });
});

type Decode = (bytes: Buffer) => Buffer;
const { zstdDecompressSync: unzstd } = zlib as { zstdDecompressSync?: Decode };
// Decoded here, for `fetch` does not know zstd on every runtime that can write it.
const codings: [coding: string, decode: Decode][] = [
  ['gzip', zlib.gunzipSync],
  ['br', zlib.brotliDecompressSync],
  ['deflate', zlib.inflateSync],
  ...(unzstd === undefined ? [] : [['zstd', unzstd] as [string, Decode]]),
];
test.each(codings.flatMap(([coding, decode]) => [[coding, false, decode] as const, [coding, true, decode] as const]))(
  'in %s, streamed: %s',
  async (coding, stream, decode) => {
    const plain = await (await ask('', stream)).text();
    const response = await ask(`encoding=${coding}`, stream);
    expect(response.headers.get('content-encoding')).toBe(coding);
    await response.body?.cancel();
    const shape = (text: string) => text.replace(/chatcmpl-\w+|"created": ?\d+/g, '');
    const bytes = Buffer.concat(await chunksOf(`encoding=${coding}`, stream));
    expect(shape(decode(bytes).toString())).toBe(shape(plain));
  },
);

test('the same seed tells the same story', async () => {
  const tell = async (): Promise<string> => {
    const simulator = createSimulator({ seed: 3 });
    const { port } = await simulator.listen('127.0.0.1', 0);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer any' },
      body: JSON.stringify(body(false)),
    });
    const text = await response.text();
    await simulator.close();
    return text.replace(/"created": \d+/, '');
  };
  expect(await tell()).toBe(await tell());
});

test('a simulator that closes leaves nobody waiting', async () => {
  const simulator = createSimulator();
  const { port } = await simulator.listen('127.0.0.1', 0);
  const call = fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'x-simulate': 'hang' },
    body: JSON.stringify(body(false)),
  });
  const broken = expect(call).rejects.toThrow();
  while (simulator.requests === 0) await wait(5);
  await simulator.close();
  await broken;
});

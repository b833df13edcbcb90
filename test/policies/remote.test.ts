import { afterEach, describe, expect, it } from 'vitest';
import type { Asking, Detector, Match } from '../../policies/detector.ts';
import { openaiModeration } from '../../policies/remote/moderation.ts';
import type { Remote } from '../../policies/remote/remote.ts';
import { signatureOf, webhook } from '../../policies/remote/webhook.ts';
import { createSimulator, type Simulator } from '../../simulator/server.ts';
import { type Origin, origin } from '../support/origin.ts';
import { door, forbidden, questionsOf, webhookServer } from '../support/webhook.ts';

const remote: Remote = {
  name: 'house',
  reach: 1000,
  textsPerRequest: 32,
  requests: 16,
  timeoutMs: 10_000,
  responseBytes: 65_536,
  remember: 100,
  thresholds: {},
  fetch: globalThis.fetch,
};
const asking = (more: Partial<Asking> = {}): Asking => ({
  signal: new AbortController().signal,
  side: 'input',
  role: 'user',
  model: 'gpt-4o',
  ...more,
});
const ask = async (detector: Detector, text: string, more?: Partial<Asking>): Promise<Match[]> => [
  ...(await detector.detect(text, 0, asking(more))),
];

const open: { close(): Promise<unknown> }[] = [];
const kept = <T extends { close(): Promise<unknown> }>(server: T): T => {
  open.push(server);
  return server;
};
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const hookAt = (at: Origin, more: Partial<Remote> = {}): Detector => webhook({ ...remote, ...more, url: at.url });

describe('a webhook', () => {
  it('gets the texts of a turn in one request, and says where what it found stands', async () => {
    const server = kept(await webhookServer());
    const house = hookAt(server);
    const found = await Promise.all([ask(house, `a ${forbidden}`), ask(house, 'clean'), ask(house, forbidden)]);
    expect(found).toEqual([
      [{ start: 2, end: 8, score: 0.9, category: 'violence' }],
      [],
      [{ start: 0, end: 6, score: 0.9, category: 'violence' }],
    ]);
    expect(questionsOf(server)).toEqual([
      { texts: [`a ${forbidden}`, 'clean', forbidden], side: 'input', role: 'user', model: 'gpt-4o' },
    ]);
  });

  it('is asked apart by side, role and model, and in requests of so many texts', async () => {
    const server = kept(await webhookServer());
    const house = hookAt(server, { textsPerRequest: 2 });
    await Promise.all([
      ...['a', 'b', 'c'].map((text) => ask(house, text)),
      ask(house, 'd', { role: 'tool' }),
      ask(house, 'e', { side: 'output', role: 'assistant', model: '' }),
    ]);
    const sorted = questionsOf(server).sort((a, b) => (a.texts[0] ?? '').localeCompare(b.texts[0] ?? ''));
    expect(sorted).toEqual([
      { texts: ['a', 'b'], side: 'input', role: 'user', model: 'gpt-4o' },
      { texts: ['c'], side: 'input', role: 'user', model: 'gpt-4o' },
      { texts: ['d'], side: 'input', role: 'tool', model: 'gpt-4o' },
      { texts: ['e'], side: 'output', role: 'assistant' },
    ]);
  });

  it('is not asked twice about what it answered, as long as that is remembered', async () => {
    const server = kept(await webhookServer());
    const house = hookAt(server, { remember: 4 });
    for (const text of ['one', 'one', 'two', 'one']) await ask(house, text);
    expect(questionsOf(server).flatMap(({ texts }) => texts)).toEqual(['one', 'two']);
    for (const text of ['three', 'four', 'five', 'six', 'seven', 'one']) await ask(house, text);
    expect(server.received).toHaveLength(8);
  });

  it('sees a key and a signature where they are configured', async () => {
    const server = kept(await webhookServer());
    await ask(hookAt(server, { key: 'k1', secret: 's1' }), 'hello');
    const [{ rawHeaders, body }] = server.received as [(typeof server.received)[0]];
    const sent = new Map<string, string>();
    for (let i = 0; i < rawHeaders.length; i += 2) sent.set(rawHeaders[i]!.toLowerCase(), rawHeaders[i + 1]!);
    expect(sent.get('authorization')).toBe('Bearer k1');
    expect(sent.get('x-spanguard-signature')).toBe(
      signatureOf('s1', sent.get('x-spanguard-time') ?? '', body.toString()),
    );
  });

  it.each([
    ['no JSON', 'RemoteGarbage', '<html>'],
    ['no findings', 'RemoteGarbage', '{}'],
    ['a text that was not asked about', 'RemoteGarbage', '{"findings":[{"index":1,"start":0,"end":1,"score":1}]}'],
    ['a place that is not there', 'RemoteGarbage', '{"findings":[{"index":0,"start":0,"end":99,"score":1}]}'],
    ['a score beyond one', 'RemoteGarbage', '{"findings":[{"index":0,"start":0,"end":1,"score":7}]}'],
    ['half a place', 'RemoteGarbage', '{"findings":[{"index":0,"start":0.5,"end":1,"score":1}]}'],
    ['null', 'RemoteGarbage', 'null'],
    ['more than may be read', 'RemoteTooLarge', JSON.stringify({ findings: [], more: 'x'.repeat(100_000) })],
  ])('that answers %s has failed', async (_, name, body) => {
    const server = kept(await origin((__, response) => void response.end(body)));
    await expect(ask(hookAt(server), 'hello')).rejects.toMatchObject({ name });
  });

  it('that answers with another status, or leads elsewhere, has failed, and is not followed', async () => {
    const elsewhere = kept(await webhookServer());
    const server = kept(
      await origin(({ body }, response) => {
        const moved = body.toString().includes('moved');
        response.writeHead(moved ? 307 : 503, { location: elsewhere.url }).end();
      }),
    );
    const house = hookAt(server);
    await expect(ask(house, 'moved')).rejects.toMatchObject({ name: 'RemoteStatus' });
    await expect(ask(house, 'busy')).rejects.toMatchObject({ name: 'RemoteStatus' });
    expect(elsewhere.received).toEqual([]);
  });

  it('that is down or slow has failed, and what failed is asked again', async () => {
    const shut = await webhookServer();
    await shut.close();
    await expect(ask(hookAt(shut), 'x')).rejects.toMatchObject({ name: 'RemoteUnreachable' });
    let slow = true;
    const server = kept(await webhookServer(() => (slow ? new Promise(() => {}) : undefined)));
    const house = hookAt(server, { timeoutMs: 50 });
    await expect(ask(house, forbidden)).rejects.toMatchObject({ name: 'RemoteTimeout' });
    slow = false;
    expect(await ask(hookAt(server), forbidden)).toHaveLength(1);
  });

  it('is left when nobody waits for it any more, and not asked what nobody waits for', async () => {
    const { opened, open: openDoor } = door();
    const left = door();
    const server = kept(
      await webhookServer((_, incoming) => {
        incoming.socket.once('close', () => left.open());
        return opened;
      }),
    );
    const house = hookAt(server, { requests: 1 });
    const [one, two] = [new AbortController(), new AbortController()];
    const first = ask(house, 'first', { signal: one.signal });
    const second = ask(house, 'second', { signal: two.signal, role: 'tool' });
    while (server.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    two.abort();
    await expect(second).rejects.toThrow();
    one.abort();
    await expect(first).rejects.toThrow();
    await left.opened;
    openDoor();
    expect(await ask(house, 'third')).toEqual([]);
    expect(questionsOf(server).flatMap(({ texts }) => texts)).toEqual(['first', 'third']);
  });

  it('names no category of its own making', async () => {
    const body = JSON.stringify({ findings: [{ index: 0, start: 0, end: 1, score: 1, category: 'ann@example.com' }] });
    const server = kept(await origin((_, response) => void response.end(body)));
    expect(await ask(hookAt(server), 'x')).toEqual([{ start: 0, end: 1, score: 1, category: 'other' }]);
  });
});

describe("OpenAI's moderations, by the real client and the simulator", () => {
  async function simulated(): Promise<{ simulator: Simulator; url: string }> {
    const simulator = createSimulator();
    kept({ close: () => simulator.close() });
    const { port } = await simulator.listen('127.0.0.1', 0);
    return { simulator, url: `http://127.0.0.1:${port}/v1` };
  }

  it('score a text by the highest category, in few requests', async () => {
    const { simulator, url } = await simulated();
    const moderation = openaiModeration({ ...remote, url, key: 'k' });
    const [bad, good] = await Promise.all([ask(moderation, 'I will stab him'), ask(moderation, 'Nice weather')]);
    expect(bad).toEqual([{ start: 0, end: 15, score: expect.closeTo(0.9, 2), category: 'violence' }]);
    expect(good?.[0]?.score ?? 0).toBeLessThan(0.01);
    expect(simulator.requests).toBe(1);
    expect(simulator.last?.headers).toMatchObject({ authorization: 'Bearer k' });
    await ask(moderation, 'I will stab him');
    expect(simulator.requests).toBe(1);
  });

  it('count by the thresholds of the categories', async () => {
    const { url } = await simulated();
    const moderation = openaiModeration({ ...remote, url, key: 'k', thresholds: { violence: 0.99, harassment: 0.5 } });
    const [found] = await ask(moderation, 'stab the idiot');
    expect(found?.category).toBe('harassment');
  });

  it.each(['status=500', 'html', 'empty', 'truncate', 'garbage', 'status=429'])('fail on %s', async (fault) => {
    const { url } = await simulated();
    const moderation = openaiModeration({
      ...remote,
      url,
      key: 'k',
      model: `simulate:${fault}/omni-moderation-latest`,
    });
    await expect(ask(moderation, 'x')).rejects.toMatchObject({ name: expect.stringMatching(/^Remote/) });
  });
});

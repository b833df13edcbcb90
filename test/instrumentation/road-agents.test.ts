import {
  Agent,
  type Dispatcher,
  EnvHttpProxyAgent,
  getGlobalDispatcher,
  MockAgent,
  Pool,
  RetryAgent,
  setGlobalDispatcher,
} from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { guardedFetch } from '../../instrumentation/surfaces/fetch.ts';
import { type Origin, origin } from '../support/origin.ts';
import { chat, doorTo, mask, said } from './door-to.ts';

// Apart from the other tests of this way: to import undici is to send by it.

const path = '/v1/chat/completions';
const json = { 'content-type': 'application/json' };
const hi = chat('hi, é😀');
const post = (body: string): RequestInit => ({ method: 'POST', headers: json, body });

const open: Origin[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const answering = async (text: string): Promise<Origin> => {
  const there = await origin((_, response) => {
    response.writeHead(200, json).end(said(text));
  });
  open.push(there);
  return there;
};

describe('beneath fetch, with what sends for all of the process', () => {
  const before = getGlobalDispatcher();
  afterEach(() => setGlobalDispatcher(before));
  const masked = said('ann@example.com');

  it.each<[string, (url: string) => Dispatcher]>([
    ['an agent', () => new Agent()],
    ['an agent with something before it', () => new Agent().compose((next) => (asked, told) => next(asked, told))],
    ['one that tries again', () => new RetryAgent(new Agent())],
    ['one for the proxies of the environment', () => new EnvHttpProxyAgent()],
    ['a pool', (url) => new Pool(url)],
  ])('%s of the application', async (_name, make) => {
    const there = await answering('ann@example.com');
    const guarded = guardedFetch(fetch, doorTo(there.url, mask).door);
    setGlobalDispatcher(make(there.url));
    for (let call = 0; call < 3; call++) {
      expect(await (await guarded(there.url + path, post(hi))).text()).toBe(said('<EMAIL_1>'));
    }
    expect(there.received.map(({ body }) => String(body))).toEqual([hi, hi, hi]);
  });

  it('one that answers by itself', async () => {
    const there = await answering('nobody asks');
    const guarded = guardedFetch(fetch, doorTo(there.url, mask).door);
    const mock = new MockAgent();
    mock.disableNetConnect();
    mock.get(there.url).intercept({ path, method: 'POST', body: hi }).reply(200, masked, { headers: json }).times(3);
    setGlobalDispatcher(mock);
    for (let call = 0; call < 3; call++) {
      expect(await (await guarded(there.url + path, post(hi))).text()).toBe(said('<EMAIL_1>'));
    }
    expect(there.received).toHaveLength(0);
  });
});

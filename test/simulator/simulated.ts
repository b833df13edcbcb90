import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll } from 'vitest';
import { sseFramer } from '../../core/sse.ts';
import { createSimulator, type Simulator } from '../../simulator/server.ts';

export interface Simulated {
  readonly url: string;
  readonly openai: OpenAI;
  readonly anthropic: Anthropic;
  readonly simulator: Simulator;
  /** A plain request with a key. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** A running simulator for the tests of one file, and the real clients on it. */
export function simulated(): Simulated {
  const simulator = createSimulator({ seed: 7 });
  let url = '';
  let openai: OpenAI | undefined;
  let anthropic: Anthropic | undefined;
  beforeAll(async () => {
    const { address, port } = await simulator.listen('127.0.0.1', 0);
    url = `http://${address}:${port}`;
    openai = new OpenAI({ apiKey: 'any', baseURL: `${url}/openai/v1`, maxRetries: 0 });
    anthropic = new Anthropic({ apiKey: 'any', baseURL: `${url}/anthropic`, maxRetries: 0 });
  });
  afterAll(() => simulator.close());
  return {
    simulator,
    get url() {
      return url;
    },
    get openai() {
      return openai!;
    },
    get anthropic() {
      return anthropic!;
    },
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { authorization: 'Bearer any', 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

export const say = (content: string): { role: 'user'; content: string } => ({ role: 'user', content });
export const steer = (wish: string): { headers: Record<string, string> } => ({ headers: { 'x-simulate': wish } });

export interface Told {
  readonly event: string | undefined;
  readonly data: string;
}

/** The events of a stream, as a reader of server-sent events finds them. */
export async function eventsOf(response: Response): Promise<Told[]> {
  const framer = sseFramer();
  const events = [...framer.push(Buffer.from(await response.arrayBuffer())), ...framer.end()];
  return events.flatMap(({ event, data }) => (data === undefined ? [] : [{ event, data }]));
}

/** A JSON value as an object, for looking at fields nobody promised. */
export function json(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

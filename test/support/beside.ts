import { request as httpRequest } from 'node:http';
import { afterEach } from 'vitest';
import { contentType, pathOf } from '../contract/drivers.ts';
import { type Speech, speeches } from '../contract/speech.ts';
import { type Origin, origin } from './origin.ts';
import { sidecarWith, type TestSidecar } from './sidecar.ts';

/** Closed after each test, the last first. */
export const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
export const keptOrigin = async (server: Promise<Origin>): Promise<Origin> => {
  const made = await server;
  open.push(() => made.close());
  return made;
};

export const block = { name: 'house', on: 'input', detect: ['house-check'], action: 'block', deadlineMs: 30_000 };

export async function sidecarFor(provider: string, hook: string, policies: readonly object[], more: object = {}) {
  const sidecar = await sidecarWith({
    providers: {
      openai: { baseUrl: provider },
      anthropic: { baseUrl: provider },
      ollama: { baseUrl: provider },
      google: { baseUrl: provider },
    },
    detectors: { 'house-check': { type: 'webhook', url: hook, remember: 0 } },
    policies,
    ...more,
  });
  open.push(() => sidecar.stop());
  return sidecar;
}

/** A provider that says these pieces, when `before` lets it. */
export const saying = (speech: Speech, text = 'Hello there.', before?: () => Promise<unknown>): Promise<Origin> =>
  keptOrigin(
    origin(async ({ body, url }, response) => {
      await before?.();
      const unsaid = speech.lines === true || url.includes('streamGenerateContent');
      const { stream = unsaid } = JSON.parse(body.toString()) as { stream?: boolean };
      response.writeHead(200, { 'content-type': contentType(speech, stream) });
      response.end((stream ? speech.stream : speech.whole)([{ kind: 'text', pieces: [text] }]));
    }),
  );

export const spoken = speeches.filter(({ dialect }) => dialect !== 'openai-completions');
export const [chat] = spoken as [Speech];

interface Got {
  readonly status: number;
  readonly body: string;
}

/** The caller, who may leave: `leave` ends the connection, `reset` breaks it off. */
export function post(sidecar: TestSidecar, speech: Speech, text: string, stream: boolean) {
  const url = `${sidecar.proxy}/${speech.provider}${pathOf(speech, stream)}`;
  let leave = (): void => {};
  let reset = (): void => {};
  const got = new Promise<Got>((resolve, reject) => {
    const call = httpRequest(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject);
    call.end(JSON.stringify(speech.request(text, stream)));
    leave = () => call.destroy();
    reset = () => call.socket?.resetAndDestroy();
  });
  got.catch(() => {});
  return { got, leave: () => leave(), reset: () => reset() };
}

export const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 2));
};

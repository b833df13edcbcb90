import zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { assemble } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

it('a compressed stream that unfolds without end passes as it came, and is unfolded no further than may be held', async () => {
  const config = validateConfig({ preset: 'observe', sidecar: { limits: { heldBytes: 100_000 } } }, knownNames());
  const product = assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
  const bomb = zlib.gzipSync(Buffer.concat([Buffer.from('data: '), Buffer.alloc(300_000_000, 'x')]));
  async function* body(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bomb.length; at += 4096) {
      yield bomb.subarray(at, at + 4096);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const guarded = product.guard(async () => ({
    status: 200,
    headers: [
      ['content-type', 'text/event-stream'],
      ['content-encoding', 'gzip'],
    ],
    body: body(),
  }));
  const response = await guarded({
    method: 'POST',
    url: new URL('http://provider.example/v1/chat/completions'),
    headers: [],
    body: Buffer.from('{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Hi."}]}'),
    signal: new AbortController().signal,
    provider: 'openai',
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(bomb)).toBe(true);
  await expect
    .poll(() => product.telemetry.calls(1)[0], { timeout: 10_000 })
    .toMatchObject({ coverage: { output: 'skipped:too-large' } });
});

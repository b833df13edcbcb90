import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, type Product } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { contentType, pathOf, shareOf } from './drivers.ts';
import { echo, pieces, promptOf, quiet, type Turn, turn } from './echo.ts';
import { speeches } from './speech.ts';

const mask = { name: 'mask', detect: ['pii', 'secret'], action: 'redact', restore: true };

describe.each(['input', 'both'])('restoring, policies on %s', (on) => {
  let product: Product;
  beforeAll(() => {
    const config = validateConfig({ policies: [{ ...mask, on }] }, knownNames());
    product = assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
  });
  afterAll(() => product.telemetry.shutdown(100));

  async function ask(turn: Turn) {
    const { speech, stream, text } = turn;
    let sent = '';
    const guarded = product.guard(async (request) => {
      sent = Buffer.from(request.body).toString();
      const answer = echo(turn, promptOf(speech, sent));
      async function* body() {
        yield* pieces(answer, turn);
      }
      return {
        status: 200,
        headers: [['content-type', contentType(speech, stream)]],
        body: body(),
      };
    });
    const response = await guarded({
      method: 'POST',
      url: new URL(`http://provider.example${pathOf(speech, stream)}`),
      headers: [['content-type', 'application/json']],
      body: Buffer.from(JSON.stringify(speech.request(text, stream))),
      signal: new AbortController().signal,
      provider: speech.provider,
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body) chunks.push(chunk);
    return { sent, body: Buffer.concat(chunks).toString(), call: product.telemetry.calls(1)[0] };
  }

  describe.each(speeches.map((speech) => [speech.dialect, speech] as const))('%s', (_dialect, speech) => {
    it.each([false, true])(
      'the provider sees no value, the caller gets every one back (streamed: %s)',
      async (stream) => {
        await fc.assert(
          fc.asyncProperty(
            turn,
            fc.array(fc.nat(2000), { maxLength: 8 }),
            fc.boolean(),
            fc.nat(1000),
            async (parts, at, bytewise, pick) => {
              const text = parts.map(([before, own]) => `${before} ${own} ;`).join(' ');
              const { sent, body, call } = await ask({ speech, stream, text, at, bytewise, pick });
              for (const [, own] of parts) expect(promptOf(speech, sent)).not.toContain(own);
              expect(body).not.toMatch(/<(?:EMAIL|CREDIT_CARD|US_SSN|IBAN|API_KEY|IP_ADDRESS)_\d/);
              const heard = speech.hear(body, stream);
              expect(heard.text).toBe(text);
              if (speech.kinds.includes('reasoning')) expect(heard.reasoning).toBe(`Thinks: ${text}`);
              if (speech.kinds.includes('tool')) expect(JSON.parse(heard.tool)).toEqual({ to: text, n: 1 });
              // What is told again as a whole is the same.
              if (stream && speech.path.endsWith('/responses')) {
                const final = body
                  .split('\n')
                  .findLast((line) => line.startsWith('data: '))!
                  .slice(6);
                const told = speech.hear(JSON.stringify((JSON.parse(final) as { response: unknown }).response), false);
                expect({ ...told, tool: JSON.parse(told.tool) }).toEqual({ ...heard, tool: JSON.parse(heard.tool) });
              }
              expect(call?.verdict).toMatchObject({ input: 'redact' });
              expect(['allow', null]).toContain(call?.verdict.output);
              expect(call?.coverage).toEqual({ input: 'scanned', output: 'scanned' });
              expect(JSON.stringify(call)).not.toContain('@example.com');
            },
          ),
          { numRuns: shareOf(speech.dialect, 200) },
        );
      },
    );
  });
});

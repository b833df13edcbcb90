import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, corpus } from './corpus.ts';
import { type Driven, type Driver, embedded, overSockets, shareOf } from './drivers.ts';
import { byFetch, byHttp, byUndici } from './in-process.ts';
import { type Speech, speeches } from './speech.ts';

const drivers: Record<string, () => Promise<Driver>> = {
  embedded: () => embedded(),
  'sidecar over sockets': () => overSockets(),
  'in process, fetch': () => byFetch(),
  'in process, http': () => byHttp(),
  'in process, undici': () => byUndici(),
};

/** The answer cut in two at a good many places, and into single bytes where its pieces are read one by one. */
function cuts(bytes: Buffer, most: number, stream: boolean): Buffer[][] {
  const step = Math.max(1, Math.floor(bytes.length / most));
  const ways: Buffer[][] = stream ? [[bytes], [...bytes].map((byte) => Buffer.of(byte))] : [[bytes]];
  for (let at = 1 + (bytes.length % step); at < bytes.length; at += step)
    ways.push([bytes.subarray(0, at), bytes.subarray(at)]);
  return ways;
}

const facts = ({ status, body, sent, call }: Driven) => ({
  status,
  // A refusal names its call, and its item and time are made up for it.
  body: body
    .replaceAll(call.id, 'this call')
    .replace(/"id":"msg_[0-9a-f]{16,}"/g, '"id":"msg_made"')
    .replace(/"responseId":"[0-9a-f]{32}"/g, '"responseId":"made"')
    .replace(/"created_at":"[^"]+"/g, '"created_at":"made"'),
  sent,
  verdict: call.verdict,
  findings: call.findings,
  usage: call.usage,
  cost: call.costUsd,
  finish: call.finish,
  coverage: call.coverage,
});

function speaks(speech: Speech, each: Case): boolean {
  return each.said.every(({ kind }) => speech.kinds.includes(kind));
}

describe.each(Object.entries(drivers))('%s', (driverName, open) => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await open();
  });
  afterAll(() => driver.stop());

  describe.each(speeches.map((speech) => [speech.dialect, speech] as const))('%s', (_dialect, speech) => {
    describe.each([false, true])('streamed: %s', (stream) => {
      it.each(corpus.filter((each) => speaks(speech, each)).map((each) => [each.name, each] as const))(
        '%s',
        async (_name, { said, asked, expected, secret }) => {
          const request = JSON.stringify(speech.request(asked ?? 'Say something.', stream));
          const answer = Buffer.from(stream ? speech.stream(said) : speech.whole(said));
          const whole = await driver.call(speech, request, [answer], stream);
          expect(whole.status).toBe(200);
          expect(whole.call.verdict.output).toBe(expected.verdict);
          expect(whole.call.coverage).toEqual({ input: 'scanned', output: 'scanned' });

          const heard = speech.hear(whole.body, stream);
          if (expected.verdict === 'allow') expect(whole.body).toBe(answer.toString());
          if (expected.verdict === 'block') {
            expect(heard.finish).toBe(speech.filtered);
            for (let at = 0; at + 6 <= (secret ?? '').length; at++)
              expect(whole.body).not.toContain(secret?.slice(at, at + 6));
            if (stream && expected.text !== undefined) expect(expected.text.startsWith(heard.text)).toBe(true);
            if (!stream) expect(heard.text).toMatch(/Refused by policy "no-keys"/);
          } else {
            if (expected.text !== undefined) expect(heard.text).toBe(expected.text);
            if (expected.reasoning !== undefined) expect(heard.reasoning).toBe(expected.reasoning);
          }
          if (expected.tool !== undefined) expect(heard.tool).toBe(expected.tool);
          if (expected.sent !== undefined) expect(whole.sent).toContain(expected.sent);

          // However the bytes are cut: the same bytes, verdict, findings, usage, cost.
          // A whole answer is read when all of it is here.
          const most = driverName === 'embedded' ? (stream ? 400 : 40) : 8;
          const wanted = facts(whole);
          for (const way of cuts(answer, shareOf(speech.dialect, most), stream)) {
            const told = facts(await driver.call(speech, request, way, stream));
            // The runner's comparison is dear, so it is asked only for what it is to show.
            if (!isDeepStrictEqual(told, wanted)) expect(told).toEqual(wanted);
          }
        },
      );

      it('a request that a policy refuses never reaches the provider', async () => {
        const request = JSON.stringify(speech.request('My number is 536-22-8174, call me.', stream));
        const before = await driver.call(
          speech,
          JSON.stringify(speech.request('Hello.', stream)),
          [Buffer.from('{}')],
          false,
        );
        const refused = await driver.call(speech, request, [Buffer.from('unseen')], stream);
        expect(refused.status).toBe(400);
        const told = JSON.parse(refused.body) as { error: unknown };
        const code = 'content_policy_violation';
        if (speech.provider === 'google') {
          expect(told.error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT', details: [{ reason: code }] });
        } else if (speech.provider === 'ollama')
          expect(told).toEqual({ error: expect.stringContaining('no-ssn'), code });
        else expect(told.error).toMatchObject({ type: 'invalid_request_error', code });
        expect(refused.body).not.toContain('536-22-8174');
        expect(refused.sent).toBe(driverName === 'embedded' ? '' : before.sent);
        expect(refused.call).toMatchObject({ verdict: { input: 'block' }, usage: null, costUsd: null });
      });
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Driver, embedded } from '../contract/drivers.ts';
import type { Route } from './routes/route.ts';
import { routes } from './routes/routes.ts';

const effects = {
  block: { action: 'block', mode: 'enforce' },
  redact: { action: 'redact', mode: 'enforce' },
  flag: { action: 'flag', mode: 'enforce' },
  'block in shadow': { action: 'block', mode: 'shadow' },
  'redact in shadow': { action: 'redact', mode: 'shadow' },
} as const;

const pieces = ['Write to a', 'nn@exam', 'ple.com', ' soon.'];
const text = pieces.join('');
const masked = 'Write to <EMAIL_1> soon.';
/** A tool's arguments are JSON around the text. */
const inside = (route: Route, value: string): string =>
  route.strand === 'tool_call' &&
  route.dialect !== 'ollama-chat' &&
  route.dialect !== 'gemini' &&
  !(route.dialect === 'anthropic-messages' && route.way !== 'stream')
    ? JSON.stringify({ to: value })
    : value;
const leaks = ['ann@', 'nn@e', '@exam', 'ample.c', 'ple.com'];

describe.each(Object.entries(effects))('one policy: %s', (_name, { action, mode }) => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await embedded([{ name: 'one', on: 'both', detect: ['email'], action, mode }]);
  });
  afterAll(() => driver.stop());

  it.each(routes.map((route) => [route.dialect, route.way, route.strand, route] as const))(
    'on %s, %s, %s',
    async (_dialect, way, _strand, route) => {
      const request = JSON.stringify(route.request(pieces));
      const answer = route.answer(pieces);
      const { status, body, sent, call } = await driver.call(route, request, [Buffer.from(answer)], way === 'stream');
      const got = way === 'input' ? sent : body;
      const side = way === 'input' ? 'input' : 'output';
      const effect = mode === 'shadow' ? 'flag' : action;

      expect(call.verdict[side]).toBe(effect);
      expect(call.findings).not.toHaveLength(0);
      for (const finding of call.findings) expect(finding).toMatchObject({ policy: 'one', side, action, mode });
      expect(call.coverage[side]).toBe('scanned');
      switch (effect) {
        case 'flag':
          expect(got).toBe(way === 'input' ? request : answer);
          expect(route.hear(got)).toBe(inside(route, text));
          break;
        case 'redact':
          expect(status).toBe(200);
          expect(route.hear(got)).toBe(inside(route, masked));
          break;
        case 'block':
          expect(status).toBe(way === 'input' ? 400 : 200);
          if (way === 'input') expect(sent).toBe('');
          // Where nothing had left yet, the refusal is all that is said.
          else if (way === 'stream') {
            const told = route.hear(got).startsWith('Refused by policy "one"');
            if (!told) expect(inside(route, text)).toContain(route.hear(got));
          }
      }
      if (effect !== 'flag')
        for (const leak of leaks) expect(way === 'input' ? `${sent}${body}` : body).not.toContain(leak);
    },
  );
});

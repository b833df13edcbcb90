import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Detector } from '../../policies/detector.ts';
import { createJudge } from '../../policies/judge.ts';
import { chat, responses, type Told, tongues } from '../contract/calling.ts';
import { callOf, policy } from '../policies/support/calls.ts';
import { askingProduct, carried, cutAt, type Hooks, slowHooks } from '../support/asking.ts';
import { forbidden } from '../support/webhook.ts';

let hooks: Hooks;
beforeAll(async () => {
  hooks = await slowHooks();
});
afterAll(() => hooks.close());

const house = { name: 'house', on: 'output', detect: ['one'], action: 'block', deadlineMs: 60_000 };
const calls = { name: 'calls', on: 'output', action: 'block', tools: { deny: ['transfer_*'] } };
const text = (choice: number, ...pieces: string[]): Told => ({ choice, kind: 'text', name: '', pieces });
const call = (choice: number, name: string, ...pieces: string[]): Told => ({ choice, kind: 'tool', name, pieces });
const events = (stream: string): Buffer[] => stream.split(/(?<=\n\n)/).map((event) => Buffer.from(event));

describe.each(tongues.map((tongue) => [tongue.dialect, tongue] as const))('%s', (_, tongue) => {
  // In windows that are judged on the way, and in one that is judged at the call's end.
  it.each([300, 3])(
    'nothing of a tool call leaves whose arguments a webhook refuses, its name included (%s)',
    async (n) => {
      const product = askingProduct(hooks, [house, calls]);
      const told = [text(0, 'One moment.'), call(0, 'send_mail', '{"to":"', 'x'.repeat(n), `${forbidden}"}`)];
      const bytes = Buffer.from(tongue.stream(told, [0]));
      for (const slow of [[], [7], [0, 30, 2]]) {
        hooks.slow(slow);
        const { body, verdict, findings } = await carried(
          product,
          tongue,
          tongue.request(true, 1),
          cutAt(bytes, [400, 600]),
        );
        // Where text may go on behind a call, what came before is judged at its end, which never comes.
        if (!['ollama-chat', 'gemini'].includes(tongue.dialect)) expect(body).toContain('One moment.');
        expect(body).not.toMatch(/send_mail|[QZX]{2}|xxx/);
        expect(verdict.output).toBe('block');
        expect(findings).toMatchObject([{ policy: 'house', category: 'violence' }]);
      }
    },
  );

  it('text before a call that is refused without asking is judged first', async () => {
    const product = askingProduct(hooks, [house, calls]);
    const said = `Here ${'it '.repeat(90)}${forbidden} goes${' on'.repeat(90)}.`;
    const bytes = events(tongue.stream([text(0, said), call(0, 'transfer_all', '{}')], [0]));
    const { body, verdict, findings } = await carried(product, tongue, tongue.request(true, 1), bytes);
    expect(body).not.toMatch(/transfer|[QZX]{2}/);
    expect(verdict.output).toBe('block');
    expect(findings.map(({ policy }) => policy)).toEqual(['house']);
  });
});

describe('a string that is told only as a whole', () => {
  it.each(['live', 'judged'])('stays when it is refused at once, whatever others would say (%s)', async (release) => {
    const own = { name: 'own', on: 'output', detect: ['secret'], action: 'block' };
    const product = askingProduct(hooks, [{ ...house, release }, own]);
    const key = ['sk', 'proj', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0'].join('-');
    const stream = events(responses.stream([text(0, `It is ${key}.`)], [])).filter(
      (event) => !/output_text\.(?:delta|done)/.test(event.toString()),
    );
    hooks.slow([5]);
    const { body, verdict } = await carried(product, responses, responses.request(true, 1), stream);
    expect(body).not.toContain('A1b2C3d4');
    expect(verdict.output).toBe('block');
  });

  it('waits for what others say of its pieces, or of itself', async () => {
    const product = askingProduct(hooks, [house]);
    for (const kept of [true, false]) {
      const stream = events(responses.stream([text(0, 'It is ', forbidden, ' indeed.')], [])).filter(
        (event) => kept || !event.includes('output_text.delta'),
      );
      hooks.slow([20]);
      const { body, verdict } = await carried(product, responses, responses.request(true, 1), stream);
      expect(body).not.toMatch(/[QZX]{2}/);
      expect(verdict.output).toBe('block');
    }
  });
});

it.each(['judged', 'live'])(
  'a choice that overtakes a held call does not end before it is judged (%s)',
  async (release) => {
    const product = askingProduct(hooks, [{ ...house, release }, calls]);
    // The call of the first choice waits for its end; the second choice says its last word meanwhile.
    const told = [call(0, 'look_up', '{"a":', '1', '}'), text(1, 'fine ', `and ${forbidden}`)];
    const stream = events(chat.stream(told, [0, 1, 1, 1, 0]));
    for (const slow of [[], [25]]) {
      hooks.slow(slow);
      const { body, verdict } = await carried(product, chat, chat.request(true, 2), stream);
      expect(body).not.toMatch(/look_up|"finish_reason":"stop"/);
      expect(/[QZX]{2}/.test(body)).toBe(release === 'live');
      expect(verdict.output).toBe('block');
    }
  },
);

it('a tool call that is judged stays, its opening too, until others have answered about it', async () => {
  let answer = (): void => {};
  const asking: Detector = {
    name: 'asking',
    category: 'moderation',
    label: 'ASKED',
    reach: 100,
    asks: true,
    detect: () =>
      new Promise((resolve) => {
        answer = () => resolve([]);
      }),
    examples: { hits: [], misses: [] },
  };
  const judge = createJudge(
    [
      policy({ on: 'output', detect: ['asking'], action: 'block', deadlineMs: 60_000 }),
      policy({ name: 'calls', on: 'output', detect: [], action: 'block', tools: { deny: ['transfer_*'] } }),
    ],
    { detectors: [asking] },
  )(callOf());
  const scanner = judge.scanner({ path: [], role: 'assistant', kind: 'tool_call', name: 'look_up', json: true });
  scanner?.push('{"a":1}');
  scanner?.end();
  expect([scanner?.clear, judge.questions?.holding]).toEqual([-1, true]);
  const answered = new Promise<void>((resolve) => judge.questions?.onAnswer(resolve));
  answer();
  await answered;
  expect([scanner?.clear, judge.questions?.holding]).toEqual([7, false]);
});

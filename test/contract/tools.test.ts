import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chat, type Told, type Tongue, tongues } from './calling.ts';
import { type Driver, embedded, overSockets, shareOf } from './drivers.ts';

const policies = [
  { name: 'mask', on: 'output', detect: ['email'], action: 'redact' },
  {
    name: 'calls',
    on: 'output',
    action: 'block',
    tools: {
      deny: ['transfer_*'],
      allow: ['*'],
      arguments: { 'get_*': { type: 'object', required: ['city'], properties: { city: { type: 'string' } } } },
      urls: { allow: ['*.good.example'] },
      shell: 'deny',
    },
  },
];

const text = (choice: number, ...pieces: string[]): Told => ({ choice, kind: 'text', name: '', pieces });
const call = (choice: number, name: string, ...pieces: string[]): Told => ({ choice, kind: 'tool', name, pieces });

/** A tool call that a policy refuses, and what must not be seen of it: any run of these characters. */
const refused: ReadonlyArray<readonly [why: string, detector: string, call: Told, marks: readonly string[]]> = [
  [
    'its name',
    'tool-denied',
    call(0, 'transfer_money', '{"am', 'ounting":"QZXJ', 'KWVQ"}'),
    ['transfer', 'QZX', 'KWVQ', 'ounti'],
  ],
  ['its name, without arguments', 'tool-denied', call(0, 'transfer_all', '{}'), ['transfer']],
  [
    'its arguments',
    'tool-arguments',
    call(0, 'get_tides', '{"place":', '"QZXJKW', 'VQ"}'),
    ['tides', 'QZX', 'WVQ', 'place'],
  ],
  [
    'an address',
    'tool-url',
    call(0, 'grab_page', '{"url":"https://', 'QZXJ.exa', 'mple/KWVQ"}'),
    ['grab', 'QZX', 'KWVQ'],
  ],
  ['a command', 'tool-shell', call(0, 'run', '{"cmd":"QZXJ; rm -', 'rf KWVQ"}'), ['QZX', 'KWVQ', '"run"']],
];

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length)).filter(({ length }) => length > 0);
}

const places = fc.array(fc.nat(20_000), { maxLength: 30 });
const turns = fc.array(fc.nat(7), { minLength: 1, maxLength: 12 });

/** Refusals name the call, which is another each time. */
const unnamed = (body: string): string =>
  body.replaceAll(
    /spanguard call [\w-]+|(?:msg_|resp_|chatcmpl-|"responseId":")[0-9a-f]{32}|"created(?:_at)?":(?:\d+|"[^"]+")/g,
    '',
  );

/** What is around the refused call: what policies let through, in any order. */
const around = (choices: boolean) =>
  fc.array(
    fc
      .tuple(
        fc.nat(choices ? 2 : 0),
        fc.constantFrom(
          text(0, 'One mo', 'ment, ', 'please. '),
          text(0, 'Write to ann@exa', 'mple.com now'),
          call(0, 'get_weather', '{"city":', '"Genève"}'),
          call(0, 'look_up', ''),
          call(0, 'fetch_page', '{"url":"https://api.good.example/x"}'),
        ),
      )
      .map(
        ([choice, told]): Told => ({
          ...told,
          choice,
          pieces: told.pieces.map((piece) => (piece === '' ? '{}' : piece)),
        }),
      ),
    { maxLength: 5 },
  );

describe.each(tongues.map((tongue) => [tongue.dialect, tongue] as const))('%s', (_, tongue) => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await embedded(policies);
  });
  afterAll(() => driver.stop());

  const run = (told: readonly Told[], stream: boolean, order: readonly number[], at: readonly number[]) => {
    const answer = Buffer.from(stream ? tongue.stream(told, order) : tongue.whole(told));
    const n = Math.max(1, ...told.map(({ choice }) => choice + 1));
    return driver.call(tongue, tongue.request(stream, n), cut(answer, at), stream);
  };

  describe.each([false, true])('streamed: %s', (stream) => {
    it.each(refused)('a call refused for %s never gets out', async (_why, detector, bad, marks) => {
      await fc.assert(
        fc.asyncProperty(
          around(tongue.choices),
          fc.nat(5),
          fc.nat(2),
          turns,
          places,
          async (others, nth, choice, order, at) => {
            const told = [...others];
            told.splice(Math.min(nth, told.length), 0, { ...bad, choice: tongue.choices ? choice : 0 });
            const { body, call: entry, status } = await run(told, stream, order, at);
            expect(status).toBe(200);
            for (const mark of marks) expect(body).not.toContain(mark);
            expect(entry.verdict.output).toBe('block');
            expect(entry.findings.map((finding) => finding.detector)).toContain(detector);
            // However it is cut: the same bytes, findings and facts.
            const again = await run(told, stream, order, []);
            expect(unnamed(body)).toBe(unnamed(again.body));
            expect(entry.findings).toEqual(again.call.findings);
            expect(entry.finish).toBe(again.call.finish);
          },
        ),
        { numRuns: shareOf(tongue.dialect, 60) },
      );
    });

    it('calls that no policy refuses come out as they are', async () => {
      await fc.assert(
        fc.asyncProperty(around(tongue.choices), turns, places, async (others, order, at) => {
          const told = others.filter(({ pieces }) => !pieces.join('').includes('@'));
          const { body, call: entry } = await run(told, stream, order, at);
          const answer = stream ? tongue.stream(told, order) : tongue.whole(told);
          // Of other choices frames may have overtaken: the same frames, and each choice's in order.
          if (stream && tongue.choices) expect(lanes(body)).toEqual(lanes(answer));
          else expect(body).toBe(answer);
          expect(entry.verdict.output).toBe('allow');
          expect((await run(told, stream, order, [])).body).toBe(body);
        }),
        { numRuns: shareOf(tongue.dialect, 60) },
      );
    });
  });
});

/** The events of each choice in order, and those of none. */
function lanes(body: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const event of body.split('\n\n')) {
    const lane = /"choices":\[\{"index":(\d)/.exec(event)?.[1] ?? 'none';
    found[lane] ??= [];
    found[lane].push(event);
  }
  return found;
}

describe('text while a call waits', () => {
  it('of another choice goes on, of the same choice waits', async () => {
    const driver = await embedded(policies);
    const told = [call(0, 'look_up', '{"a":1', '}'), text(0, 'same'), text(1, 'other')];
    const order = chat.stream(told, [0, 2, 0, 1, 2, 0, 0, 1]);
    const seen: string[] = [];
    const events = order.split(/(?<=\n\n)/);
    const { body } = await driver.call(
      chat,
      chat.request(true, 2),
      events.map((event) => Buffer.from(event)),
      true,
    );
    for (const event of body.split('\n\n')) {
      const said = /"content":"(\w+)"|"name":"(\w+)"/.exec(event);
      if (said !== null) seen.push(said[1] ?? said[2] ?? '');
    }
    expect(seen).toEqual(['other', 'look_up', 'same']);
    await driver.stop();
  });
});

describe('over sockets', () => {
  it.each(tongues.map((tongue): [string, Tongue] => [tongue.dialect, tongue]))(
    '%s: refused, whole and streamed',
    async (_, tongue) => {
      const driver = await overSockets(policies);
      try {
        for (const stream of [false, true]) {
          for (const [, , bad, marks] of refused) {
            const told = [text(0, 'One moment, ', 'please. '), bad, call(0, 'look_up', '{}')];
            const answer = Buffer.from(stream ? tongue.stream(told, [0]) : tongue.whole(told));
            const { body } = await driver.call(tongue, tongue.request(stream, 1), cut(answer, [100, 333, 500]), stream);
            for (const mark of marks) expect(body).not.toContain(mark);
            expect(body).toContain(stream ? 'One moment' : 'Refused by policy');
          }
        }
      } finally {
        await driver.stop();
      }
    },
  );
});

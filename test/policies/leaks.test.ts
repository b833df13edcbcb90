import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../core/call.ts';
import type { Detector } from '../../policies/detector.ts';
import { systemPromptLeak } from '../../policies/detectors/system-prompt-leak.ts';
import { builtinDetectors } from '../../policies/detectors.ts';
import { createJudge } from '../../policies/judge.ts';
import { assistant, callOf, cut, now, policy, segment, stream } from './support/calls.ts';

const leak = policy({ detect: ['system-prompt-leak'] });
const system = (text: string) => segment(text, { role: 'system' });
const redacting = createJudge([leak]);
const blocking = createJudge([policy({ detect: ['system-prompt-leak'], action: 'block' })]);

const word = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 9 });
/** The system text and what stands around a quote have no word in common. */
const own = fc.array(word('abcdéж'), { minLength: 8, maxLength: 60 });
const prose = fc.array(word('stuvwж'), { maxLength: 12 }).map((words) => words.map((one) => `z${one}`).join(' '));
const separator = fc.constantFrom(' ', '\n', ', ', ' **', '... ', '\n> ', ' \u200b');
const places = fc.array(fc.nat(6000), { maxLength: 12 });

/** A run of at least eight words of the system text as a model may write it, between words of its own. */
const quoting = own.chain((words) =>
  fc.record({
    said: fc.constant(words.join(' ')),
    quote: fc
      .tuple(fc.nat(words.length - 8), fc.nat(60), separator, fc.boolean())
      .map(([from, more, between, loud]) => {
        const quoted = words.slice(from, from + 8 + more).join(between);
        return loud ? quoted.toUpperCase() : quoted;
      }),
    before: prose,
    after: prose,
    at: places,
  }),
);

describe('a quote of the system text', () => {
  it('is taken out whole, wherever it stands and however it is cut', () => {
    fc.assert(
      fc.property(quoting, ({ said, quote, before, after, at }) => {
        const text = `${before} – ${quote}. ${after}`;
        const { out, findings } = stream(redacting(callOf(system(said), 'Hello.')), cut(text, at));
        expect(out).toBe(`${before} – <SYSTEM_PROMPT_1>. ${after}`);
        expect(findings).toMatchObject([{ detector: 'system-prompt-leak', category: 'leak', score: 0.9 }]);
      }),
      { numRuns: 300 },
    );
  });

  it('does not begin to leave when it is refused; what stands before it does', () => {
    fc.assert(
      fc.property(quoting, ({ said, quote, before, after, at }) => {
        const head = `${before} – `;
        const streamed = stream(blocking(callOf(system(said))), cut(`${head}${quote}. ${after}`, at));
        expect(streamed).toMatchObject({ blocked: 'p', clear: head.length, out: head });
      }),
      { numRuns: 300 },
    );
  });

  it('is no leak to the user who said it himself, or whose tool did', () => {
    fc.assert(
      fc.property(quoting, fc.constantFrom('user', 'tool'), ({ said, quote, before, after, at }, role) => {
        const text = `${before} – ${quote}. ${after}`;
        const call = callOf(system(said), segment(`Why is it "${quote}"?`, { role }), 'Well?');
        expect(stream(redacting(call), cut(text, at))).toMatchObject({ out: text, findings: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('is one though the assistant said it before', () => {
    const said = 'alpha bravo charlie delta echoes foxtrot golfing hotels india';
    const call = callOf(system(said), segment(said, { role: 'assistant' }));
    expect(stream(redacting(call), [said]).out).toBe('<SYSTEM_PROMPT_1>');
  });

  it('of any length is held no longer than the reach, and found in parts that touch', () => {
    const words = Array.from({ length: 4000 }, (_, i) => `word${i}`);
    const said = words.join(' ');
    const call = callOf(system(said));
    const text = `See: ${words.slice(100, 3900).join(', ')}. Done`;
    const wanted = stream(redacting(call), [text]);
    expect(wanted.out).toMatch(/^See: (?:<SYSTEM_PROMPT_\d+>){5,12}\. Done$/);
    fc.assert(
      fc.property(places, (at) => {
        expect(stream(redacting(call), cut(text, at))).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
    const scanner = redacting(call).scanner(assistant);
    for (let at = 0; at < text.length; at += 50) {
      scanner?.push(text.slice(at, at + 50));
      expect(Math.min(at + 50, text.length) - (scanner?.clear ?? 0)).toBeLessThanOrEqual(systemPromptLeak.reach);
    }
  });

  it('is told from what is no quote just as its definition says', () => {
    const few = fc.constantFrom('aaaa', 'bb', 'c', 'dddddd', 'eee', '户', '客');
    const texts = fc.array(few, { maxLength: 40 });
    const least = 4;
    fc.assert(
      fc.property(texts, texts, texts, places, (said, asked, answered, at) => {
        const text = answered.join(' ');
        const judge = createJudge([policy({ ...leak, options: { 'system-prompt-leak': { words: least } } })]);
        const { findings } = stream(judge(callOf(system(said.join(' ')), asked.join('\n'))), cut(text, at));
        const starts = answered.map((_, i) => answered.slice(0, i).join(' ').length + (i > 0 ? 1 : 0));
        const wanted: [number, number][] = [];
        const excused = new Set(runs(asked, least).map(([, , key]) => key));
        const secret = new Set(runs(said, least).map(([, , key]) => key));
        for (const [first, last, key] of runs(answered, least)) {
          if (!secret.has(key) || excused.has(key)) continue;
          const [start, end] = [starts[first]!, starts[last]! + answered[last]!.length];
          const before = wanted.at(-1);
          if (before !== undefined && start < before[1]) before[1] = Math.max(before[1], end);
          else wanted.push([start, end]);
        }
        expect(findings.map(({ start, end }) => [start, end])).toEqual(wanted);
      }),
      { numRuns: 400 },
    );
  });
});

/** The runs that are long enough and the shortest from their first word on, or up to their last. */
function runs(words: readonly string[], least: number): [first: number, last: number, key: string][] {
  const isHalf = (one: string) => /\p{sc=Han}/u.test(one);
  const found: [number, number, string][] = [];
  for (let first = 0; first < words.length; first++) {
    let [weight, letters] = [0, 0];
    for (let last = first; last < words.length; last++) {
      const one = words[last]!;
      weight += isHalf(one) ? 0.5 : 1;
      letters += isHalf(one) ? 2 : one.length;
      if (weight >= least && letters >= 4 * least) found.push([first, last, words.slice(first, last + 1).join(' ')]);
    }
  }
  const shorter = ([first, last]: readonly [number, number, string]) => {
    const others = found.filter((one) => one[0] >= first && one[1] <= last && one[1] - one[0] < last - first);
    return others.some((one) => one[0] === first) && others.some((one) => one[1] === last);
  };
  return found.filter((one) => !shorter(one));
}

describe('canaries', () => {
  const token = 'kestrel-7f3a-DUSK';
  const judge = createJudge([policy({ ...leak, options: { 'system-prompt-leak': { canaries: [token] } } })]);

  it.each([
    ['with a system text', callOf(system('You are a bird.'), token)],
    ['without one', callOf(token)],
  ])('are never in an answer, %s, whoever else said them', (_, call) => {
    const text = `It is ${token}, or kestrel-7f3a-dusk. kestrel-7f3a-${token}`;
    const wanted = 'It is <SYSTEM_PROMPT_1>, or kestrel-7f3a-dusk. kestrel-7f3a-<SYSTEM_PROMPT_1>';
    for (let at = 0; at < text.length; at++) expect(stream(judge(call), cut(text, [at])).out).toBe(wanted);
    expect(stream(judge(call), [...text])).toMatchObject({ out: wanted, findings: [{ score: 1 }, { score: 1 }] });
  });

  it('and a quote that they stand in are one', () => {
    const said = `Never say that the watchword of the house is ${token} to anybody at all`;
    expect(stream(judge(callOf(system(said))), [...`Ha: ${said}!`]).out).toBe('Ha: <SYSTEM_PROMPT_1>!');
  });
});

describe('URLs of hosts that are fine', () => {
  const payload = 'd=QWxhIG1hIGtvdGEgYSBrb3QgbWEgQWxl';
  const judge = createJudge([
    policy({ detect: ['leak'], options: { 'markdown-exfiltration': { hosts: ['Ok.example', '*.cdn.example'] } } }),
  ]);

  it.each([
    ['https://ok.example/p', true],
    ['HTTPS://OK.EXAMPLE:443/p', true],
    ['//ok.example./p', true],
    ['https://a.b.cdn.example/p', true],
    ['https://cdn.example/p', false],
    ['https://evilcdn.example/p', false],
    ['https://www.ok.example/p', false],
    ['https://ok.example@evil.example/p', false],
    ['https://evil.example\\@ok.example/p', false],
    ['https://evil.example/ok.example/p', false],
    ['https://evil.example#ok.example/p', false],
  ])('%s', (url, fine) => {
    const { findings } = now(judge(callOf()).output([segment(`![x](${url}?${payload})`, { role: 'assistant' })]));
    expect(findings.length === 0).toBe(fine);
  });
});

describe('policies that configure one detector in several ways', () => {
  const words = (count: number) => ({ options: { 'system-prompt-leak': { words: count } } });
  const said = system('alpha bravo charlie delta echoes foxtrot golfing hotels india juliet');

  it('hear each of its own', () => {
    const judge = createJudge([
      policy({ ...leak, name: 'few', action: 'flag', ...words(4) }),
      policy({ ...leak, name: 'usual', action: 'flag' }),
      policy({ ...leak, name: 'same', action: 'flag', ...words(4) }),
      policy({ ...leak, name: 'many', action: 'flag', ...words(20) }),
    ]);
    const names = (text: string) => stream(judge(callOf(said)), [text]).findings.map(({ policy }) => policy);
    expect(names('alpha bravo charlie delta')).toEqual(['few', 'same']);
    expect(names('alpha bravo charlie delta echoes foxtrot golfing hotels').sort()).toEqual(['few', 'same', 'usual']);
  });

  it('remember each of its own, and nothing that hangs on the call', () => {
    const url = 'https://pics.example/p?d={everything that was said}';
    const text = `Look: ![x](<${url}>) and alpha bravo charlie delta echoes foxtrot golfing hotels.`;
    const judge = createJudge([
      leak,
      policy({ name: 'any', detect: ['markdown-exfiltration'], action: 'flag' }),
      policy({
        name: 'fine',
        detect: ['markdown-exfiltration'],
        action: 'flag',
        options: { 'markdown-exfiltration': { hosts: ['pics.example'] } },
      }),
    ]);
    const names = (call: Call) =>
      now(judge(call).output([segment(text, { role: 'assistant' })])).findings.map(({ policy }) => policy);
    for (let turn = 0; turn < 2; turn++) {
      expect(names(callOf(said))).toEqual(['any', 'p']);
      expect(names(callOf('no system text'))).toEqual(['any']);
      expect(names(callOf(system('another one'), 'hello'))).toEqual(['any']);
    }
  });
});

describe('a detector that is made for the call', () => {
  const made = (forCall: NonNullable<Detector['forCall']>): Detector => ({
    ...builtinDetectors.find(({ name }) => name === 'injection-phrases')!,
    ...systemPromptLeak,
    name: 'made',
    forCall,
  });

  it('is made once, and only when there is text to judge', () => {
    let times = 0;
    const detectors = [
      made((call) => {
        times++;
        return systemPromptLeak.forCall?.(call);
      }),
    ];
    const judge = createJudge([policy({ detect: ['made'], from: ['assistant', 'user'] })], { detectors });
    const judged = judge(callOf(system('Some text'), 'x'));
    judged.input();
    judged.output([]);
    expect(times).toBe(0);
    for (const path of ['a', 'b']) judged.scanner({ ...assistant, path: [path] })?.push('text');
    judged.output([segment('text', { role: 'assistant' })]);
    expect(times).toBe(1);
    expect(judge(callOf()).scanner({ ...assistant, role: 'tool' })).toBeUndefined();
    expect(times).toBe(1);
  });

  it.each([
    ['open', { action: 'allow', faults: [{ detector: 'made', reason: 'RangeError', onError: 'open' }] }],
    ['closed', { action: 'block', policy: 'p', faults: [{ detector: 'made', reason: 'RangeError' }] }],
  ] as const)('and cannot be, fails %s', (onError, verdict) => {
    const detectors = [
      made(() => {
        throw new RangeError('with what was said in it');
      }),
    ];
    const judge = createJudge([policy({ detect: ['made'], onError })], { detectors });
    const judged = judge(callOf());
    expect(now(judged.output([segment('text', { role: 'assistant' })]))).toMatchObject(verdict);
    const scanner = judged.scanner(assistant);
    scanner?.push('text');
    expect(scanner?.blocked).toBe(onError === 'closed' ? 'p' : undefined);
    expect(judged.streamed()).toMatchObject(verdict);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonChecker } from '../../policies/json-checker.ts';
import { createJudge } from '../../policies/judge.ts';
import type { FormatRules, Policy } from '../../policies/policy.ts';
import { assistant, callOf, cut, now, policy, segment, stream } from './support/calls.ts';

const json = fc.json();
const pieces = fc.constantFrom(
  ...['{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '\\u00e9', '\\u00', 'é', '0', '12', '-', '.', '5', 'e', '+'],
  ...['true', 'tru', 'null', 'false', ' ', '\n', '\t', '\u00a0', '\u0000', '```', '```json\n', '`', 'x'],
);
const anything = fc.array(pieces, { maxLength: 12 }).map((list) => list.join(''));
/** Valid, nearly valid, and anything at all; some of it in a fence. */
const text = fc.oneof(
  json,
  anything,
  fc.tuple(json, fc.nat(40), pieces).map(([value, at, more]) => value.slice(0, at) + more + value.slice(at)),
  json.map((value) => `\n\`\`\`json\n${value}\n\`\`\`\n`),
  fc.tuple(anything, json).map(([before, value]) => `\`\`\`\n${before}${value}\n\`\`\` `),
);
const places = fc.array(fc.nat(200), { maxLength: 10 });

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

describe('the checker of JSON', () => {
  const check = (source: string) => {
    const checker = jsonChecker();
    const taken = checker.take(source, 0);
    const rest = source.slice(taken);
    return { fine: checker.end() && /^[ \t\r\n]*$/.test(rest), taken, failed: checker.failed };
  };

  it('agrees with JSON.parse', () => {
    fc.assert(
      fc.property(fc.oneof(json, anything, text), (source) => {
        expect(check(source).fine).toBe(isJson(source));
      }),
      { numRuns: 3000 },
    );
  });

  it('goes on while there is any way to go on', () => {
    fc.assert(
      fc.property(json, fc.nat(200), (source, at) => {
        expect(check(source.slice(0, at)).failed).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['Sure: {', 0],
    ['{a', 1],
    ['"a\nb"', 2],
    ['[01]', 2],
    ['[1,]', 3],
    ['nulL', 3],
    ['"\\x"', 2],
    ['{"a"]', 4],
    ['[}', 1],
  ])('%j fails at %i', (source, at) => {
    expect(check(source)).toMatchObject({ failed: true, taken: at });
  });

  it('takes what is nested without end for no JSON', () => {
    expect(check('['.repeat(20_000)).failed).toBe(true);
  });
});

const shape = { type: 'object', required: ['ok'] };
const format = (rules: Partial<FormatRules> = {}, more: Partial<Policy> = {}): Policy => {
  const { detect: _detect, ...rest } = policy({ name: 'shape', on: 'output', action: 'block', ...more });
  return { ...rest, format: { type: 'json', fences: 'deny', ...rules } };
};
const spoken = { ...assistant, channel: '0/text' };

describe.each([
  ['json', [format()]],
  ['a schema', [format({ schema: shape })]],
  ['fences allowed', [format({ fences: 'allow', schema: shape })]],
  ['fences stripped', [format({ fences: 'strip' })]],
  ['stripped and flagged', [format({ fences: 'strip', schema: shape }, { action: 'flag' })]],
  ['shadow', [format({ fences: 'strip' }, { mode: 'shadow' })]],
  ['with others', [policy({ detect: ['email'] }), format({}, { action: 'flag' }), format({ fences: 'strip' })]],
])('a text under %s', (_, policies) => {
  const make = createJudge(policies, { remembered: 0 });

  it('gives the same for any cut, and as a whole', () => {
    fc.assert(
      fc.property(text, places, (source, at) => {
        fc.pre(source !== '');
        const wanted = make(callOf());
        const whole = stream(wanted, [source], spoken);
        const again = make(callOf());
        expect(stream(again, cut(source, at), spoken)).toEqual(whole);
        expect(again.streamed().formats).toEqual(wanted.streamed().formats);
        const verdict = now(make(callOf()).output([segment(source, spoken)], { said: [0] }));
        // Where one policy blocks in the middle, the others have not seen the end.
        const told = wanted.streamed().formats ?? [];
        if (whole.blocked === undefined || policies.length === 1) expect(verdict.formats).toEqual(told);
        expect(verdict.action).toBe(whole.action);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a format policy', () => {
  const out = (source: string, ...policies: Policy[]) => stream(createJudge(policies)(callOf()), [...source], spoken);

  it('blocks at the first character with which the text cannot be JSON', () => {
    expect(out('{"a":1} and more', format())).toMatchObject({ out: '{"a":1} ', blocked: 'shape', action: 'block' });
    expect(out('Sure! {', format())).toMatchObject({ out: '', blocked: 'shape' });
    const { findings } = out('[1,]', format());
    expect(findings).toMatchObject([{ detector: 'format-json', category: 'format', start: 3, end: 3 }]);
  });

  it('holds the whole text where a schema decides', () => {
    expect(out('{"ok":1}', format({ schema: shape }))).toMatchObject({ out: '{"ok":1}', action: 'allow' });
    const { out: said, findings } = out('{"no":1}', format({ schema: shape }));
    expect(said).toBe('');
    expect(findings).toMatchObject([{ detector: 'format-schema', start: 0, end: 8 }]);
  });

  it('takes fences out, so that the caller gets the bare value', () => {
    expect(out('```json\n{"ok":1}\n```\n', format({ fences: 'strip' }))).toMatchObject({
      out: '{"ok":1}',
      action: 'redact',
      findings: [{ detector: 'format-fences', action: 'redact', start: 0, end: 8 }],
    });
    expect(out('```json\n{"ok":1}\n```', format({ fences: 'allow' }))).toMatchObject({ action: 'allow' });
    expect(out('```json\n{"ok":1}\n```', format())).toMatchObject({ out: '', action: 'block' });
  });

  it('takes them out beside what other policies take out', () => {
    const mask = policy({ detect: ['email'] });
    const { out: said } = out('```\n"ann@example.com"\n```', mask, format({ fences: 'strip' }));
    expect(said).toBe('"<EMAIL_1>"');
    const verdict = now(
      createJudge([mask, format({ fences: 'strip' })])(callOf()).output(
        [segment('```\n"ann@example.com"\n```', { role: 'assistant' })],
        { said: [0] },
      ),
    );
    expect(verdict).toMatchObject({
      redactions: [
        { start: 0, end: 4, replacement: '' },
        { start: 5, end: 20, replacement: '<EMAIL_1>' },
        { start: 21, end: 25, replacement: '' },
      ],
    });
  });

  it('counts both outcomes, and no texts that are not the answer', () => {
    const judge = createJudge([format({}, { action: 'flag' })])(callOf());
    const said = ['{}', 'no', '[1]'].map((one) => segment(one, { role: 'assistant' }));
    const verdict = now(judge.output([...said, segment('a title', { role: 'assistant' })], { said: [0, 1, 2] }));
    expect(verdict.formats?.map(({ compliant }) => compliant)).toEqual([true, false, true]);
    expect(verdict.findings).toHaveLength(1);
    for (const channel of ['0/citation/1/title', '0/reasoning', '0/transcript', '0/message/text']) {
      expect(judge.scanner({ ...assistant, channel })).toBeUndefined();
    }
    expect(judge.scanner({ ...assistant, kind: 'tool_call', channel: '0/tool_call/0' })).toBeUndefined();
    expect(now(judge.output([], {})).formats).toBeUndefined();
  });

  it('that cannot be evaluated has a side', () => {
    const endless = { $ref: '#' };
    expect(out('{}', format({ schema: endless }))).toMatchObject({ out: '{}', blocked: undefined });
    expect(out('{}', format({ schema: endless }, { onError: 'closed' }))).toMatchObject({ out: '', blocked: 'shape' });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToolCall } from '../../core/call.ts';
import type { ChannelFacts } from '../../core/guardrails.ts';
import { globOf } from '../../policies/glob.ts';
import { createJudge } from '../../policies/judge.ts';
import type { Policy, ToolRules } from '../../policies/policy.ts';
import { shellIn } from '../../policies/tool-shell.ts';
import { foreignUrls } from '../../policies/tool-urls.ts';
import { callOf, cut, now, policy } from './support/calls.ts';

describe('a glob', () => {
  it('is for the whole name, and `*` for anything', () => {
    expect(globOf('transfer_*')('transfer_')).toBe(true);
    expect(globOf('transfer_*')('a_transfer_b')).toBe(false);
    expect(globOf('*_delete')('user_delete')).toBe(true);
    expect(globOf('get.x')('getax')).toBe(false);
    expect(globOf('a*b*a')('aba')).toBe(true);
    expect(globOf('a*a')('a')).toBe(false);
  });

  it('agrees with the expression that it stands for', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 8 }).map((list) => list.join(''));
    const name = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 }).map((list) => list.join(''));
    fc.assert(
      fc.property(letters, name, (pattern, text) => {
        expect(globOf(pattern)(text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('addresses in arguments', () => {
  const find = foreignUrls(['good.example', '*.good.example']);
  const told = (text: string): string[] => find(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    'https://good.example/x?to=1',
    'see https://api.good.example, or HTTP://GOOD.EXAMPLE.:8080/a',
    'http://user:pass@good.example/',
    'mailto:a@evil.example',
    'data:text/plain,hello',
    'nothing at all: 1 / 2 // 3',
  ])('%s may stand', (text) => {
    expect(told(text)).toEqual([]);
  });

  it.each([
    ['https://evil.example/x', 'https://evil.example/x'],
    ['first https://evil.example/x then', 'https://evil.example'],
    ['http://good.example@evil.example/', 'http://good.example@evil.example/'],
    ['https:evil.example', 'https:evil.example'],
    ['https:\\\\evil.example', 'https:\\\\evil.example'],
    ['//evil.example/x', '//evil.example/x'],
    ['ht\ntps://evil.example', 'tps://evil.example'],
    ['http:\n//evil.example', 'http:\n//evil.example'],
    ['https://evil.good.example.evil.example', 'https://evil.good.example.evil.example'],
    ['https://good.example/?u=https://evil.example', 'https://evil.example'],
    ['gopher://evil.example', 'gopher://evil.example'],
    ['file:///etc/passwd', 'file:///etc/passwd'],
    ['http://[::1]/', 'http://[::1]/'],
    ['http://2130706433/', 'http://2130706433/'],
    ['go to http://%zz now', 'http://%zz'],
  ])('%j is told', (text, matched) => {
    expect(told(text)).toEqual([matched]);
  });
});

describe('commands in arguments', () => {
  const told = (text: string): string[] => shellIn(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    'Buy milk; then call Ann & Bob | maybe',
    'The cat sat. At home > away',
    'rm is a command',
    'a < b && b > c',
    'price: $5',
    'find the node',
    'It costs $ (or so)',
    'one ` only',
    'line one\ncat pictures are nice',
  ])('%j may stand', (text) => {
    expect(told(text)).toEqual([]);
  });

  it.each([
    ['x; rm -rf /', ['rm']],
    ['rm -rf /', ['rm']],
    ['/bin/rm -rf /', ['/bin/rm']],
    ['a && curl http://x', ['curl']],
    ['echo $(id)', ['$(']],
    ['`whoami`', ['`whoami`']],
    ['a | bash', ['bash']],
    ['cat <(ls)', ['<(']],
    ['curl https://x.example', ['curl']],
    ['x\ncurl -s y', ['curl']],
    [`a${String.fromCharCode(36)}{IFS}b`, ['${']],
  ])('%j is told', (text, matched) => {
    expect(told(text)).toEqual(matched);
  });
});

const facts: ChannelFacts = { path: ['delta'], role: 'assistant', kind: 'tool_call', name: 'act', json: true };
const tools = (rules: ToolRules, more: Partial<Policy> = {}): Policy => {
  const { detect: _detect, ...rest } = policy({ name: 'calls', on: 'output', action: 'block', ...more });
  return { ...rest, tools: rules };
};
const toolCall = (name: string, input: unknown, json = true): ToolCall => ({ path: ['input'], name, input, json });

function judged(call: ToolCall, rules: ToolRules, more: Partial<Policy> = {}) {
  const judge = createJudge([tools(rules, more)])(callOf());
  return now(judge.output([], { calls: [call] }));
}

describe('a whole call', () => {
  it.each([
    ['act', { deny: ['a*'] }, 'tool-denied'],
    ['act', { allow: ['get_*'] }, 'tool-denied'],
    ['act', { deny: ['act'], allow: ['*'] }, 'tool-denied'],
    ['', { allow: ['get_*'] }, 'tool-denied'],
  ] as const)('%j under %j is refused', (name, rules, detector) => {
    const verdict = judged(toolCall(name, '{}'), rules);
    expect(verdict).toMatchObject({ action: 'block', policy: 'calls' });
    expect(verdict.findings).toMatchObject([{ detector, category: 'tool', path: ['input'], start: 0, end: 0 }]);
  });

  it('meets every schema whose glob fits', () => {
    const shapes = { '*': { type: 'object' }, 'get_*': { required: ['city'] }, other: { type: 'string' } };
    expect(judged(toolCall('get_weather', '{"city":1}'), { arguments: shapes }).action).toBe('allow');
    expect(judged(toolCall('get_weather', '{}'), { arguments: shapes }).action).toBe('block');
    expect(judged(toolCall('act', '[]'), { arguments: shapes }).action).toBe('block');
  });

  it('tells where a schema is broken, and never what stood there', () => {
    const shape = { properties: { to: { items: { type: 'string' } } } };
    const { findings } = judged(toolCall('act', '{"to":["a",{"secret":"x"}]}'), { arguments: { act: shape } });
    expect(findings).toMatchObject([{ detector: 'tool-arguments', path: ['input', 'to', 1] }]);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  it.each([
    ['{"a":', true, 'block'],
    ['', true, 'allow'],
    ['ls -l', false, 'block'],
  ] as const)('%j as JSON: %s, for a tool that wants an object: %s', (input, json, action) => {
    expect(judged(toolCall('act', input, json), { arguments: { act: { type: 'object' } } }).action).toBe(action);
  });

  it('is read whether the wire has its input as text or as an object', () => {
    const rules: ToolRules = { urls: { allow: [] } };
    for (const input of ['{"a":{"b":["see https://evil.example"]}}', { a: { b: ['see https://evil.example'] } }]) {
      const { findings } = judged(toolCall('act', input), rules);
      expect(findings).toMatchObject([{ detector: 'tool-url', path: ['input', 'a', 'b', 0], start: 4, end: 24 }]);
    }
  });

  it('that is no JSON is still looked through', () => {
    expect(judged(toolCall('act', '{"u":"https://evil.example'), { urls: { allow: [] } }).action).toBe('block');
  });

  it('that cannot be judged has a side', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 70; i++) deep = [deep];
    const open = judged(toolCall('act', deep), { shell: 'deny' });
    expect(open).toMatchObject({ action: 'allow', faults: [{ reason: 'TooDeep', onError: 'open' }] });
    expect(judged(toolCall('act', deep), { shell: 'deny' }, { onError: 'closed' }).action).toBe('block');
  });

  it.each([[{ action: 'flag' }], [{ mode: 'shadow' }]] as const)('is only noted with %j', (more) => {
    expect(judged(toolCall('act', '{}'), { deny: ['*'] }, more)).toMatchObject({ action: 'flag' });
    expect(createJudge([tools({ deny: ['*'] }, more)])(callOf()).changesOutput).toBe(false);
  });
});

describe('a streamed call', () => {
  const rules: ToolRules = { deny: ['transfer_*'], arguments: { act: { type: 'object' } }, urls: { allow: [] } };
  const source = fc
    .array(fc.constantFrom('{', '}', '"a":', '"https://x.example"', '1', ',', '[', ']', ' '), { maxLength: 8 })
    .map((parts) => parts.join(''));

  it('is held until it is whole, and judged as the whole one for any cut', () => {
    fc.assert(
      fc.property(source, fc.array(fc.nat(60), { maxLength: 6 }), (text, at) => {
        const judge = createJudge([tools(rules)])(callOf());
        const scanner = judge.scanner(facts)!;
        for (const piece of ['', ...cut(text, at)]) {
          scanner.push(piece);
          expect(scanner.clear).toBe(-1);
        }
        scanner.end();
        const whole = judged({ ...toolCall('act', text), path: facts.path }, rules);
        expect(scanner.blocked !== undefined).toBe(whole.action === 'block');
        expect(scanner.clear).toBe(whole.action === 'block' ? -1 : text.length);
        expect(judge.streamed().findings).toEqual(whole.findings);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused by a name that comes later, comes again, or comes in parts', () => {
    for (const names of [['transfer_x'], ['act', 'transfer_x'], ['trans', 'fer_x']]) {
      const { name: _name, ...nameless } = facts;
      const scanner = createJudge([tools(rules)])(callOf()).scanner(nameless)!;
      scanner.push('{}');
      for (const name of names) {
        scanner.named?.(name);
        scanner.push('');
      }
      expect(scanner.blocked).toBe('calls');
    }
  });

  it('that is told once more as another is refused then', () => {
    const judge = createJudge([tools(rules)])(callOf());
    const scanner = judge.scanner(facts)!;
    scanner.push('{}');
    scanner.end();
    expect(scanner.blocked).toBeUndefined();
    scanner.whole('{}', false);
    expect(scanner.blocked).toBeUndefined();
    scanner.whole('{"u":"https://x.example"}', false);
    expect(scanner.blocked).toBe('calls');
    expect(judge.streamed().findings).toHaveLength(1);
  });

  it('leaves at once where no policy enforces', () => {
    const scanner = createJudge([tools(rules, { mode: 'shadow' })])(callOf()).scanner(facts)!;
    scanner.push('{');
    expect(scanner.clear).toBe(1);
  });
});

it('definitions of tools and calls in history are no output', () => {
  const segment = { path: [], role: 'assistant', kind: 'tool_call', name: 'transfer_x', text: '{}' } as const;
  const judge = createJudge([tools({ deny: ['*'] })])(callOf(segment));
  expect(now(judge.input()).action).toBe('allow');
});

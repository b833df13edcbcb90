import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonPath } from '../../core/call.ts';
import { editStrings, locate, withMember } from '../../providers/json.ts';
import { expectLinear } from '../support/linear.ts';
import { at } from './frames.ts';

const spaces = fc.constantFrom('', ' ', '\n', '\t ', '\r\n');
const ascii = fc.boolean();

/** JSON source of a value with white space wherever it may stand, and escapes where they need not. */
function sourceOf(value: unknown, space: string, escapeAll: boolean): string {
  if (typeof value === 'string') return literalOf(value, escapeAll);
  if (Array.isArray(value)) {
    return `[${space}${value.map((entry) => sourceOf(entry, space, escapeAll)).join(`${space},${space}`)}${space}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, entry]) => `${literalOf(key, escapeAll)}${space}:${space}${sourceOf(entry, space, escapeAll)}`,
    );
    return `{${space}${members.join(`${space},${space}`)}${space}}`;
  }
  return JSON.stringify(value);
}

function literalOf(text: string, escapeAll: boolean): string {
  const plain = JSON.stringify(text);
  if (!escapeAll) return plain;
  return `"${text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

function leaves(value: unknown, path: JsonPath = []): JsonPath[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => leaves(entry, [...path, index]));
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, key]));
}

const anything = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 });

describe('locate', () => {
  it('finds every string of any document', () => {
    fc.assert(
      fc.property(anything, spaces, ascii, (value, space, escapeAll) => {
        const clean = JSON.parse(JSON.stringify(value)) as unknown;
        const source = space + sourceOf(clean, space, escapeAll) + space;
        expect(JSON.parse(source)).toEqual(clean);
        for (const path of leaves(clean)) {
          const span = locate(source, path);
          expect(span).toBeDefined();
          if (span !== undefined) expect(JSON.parse(source.slice(span.start, span.end))).toBe(at(clean, path));
        }
      }),
    );
  });

  it.each([
    ['{"a":1,"a":{"b":"x"}}', ['a', 'b'], '"x"'],
    ['{"a":{"b":"x"},"a":1}', ['a', 'b'], undefined],
    ['{"a":{"b":"x"},"a":{"c":"y"}}', ['a', 'b'], undefined],
    ['{"\\u0061":"x"}', ['a'], '"x"'],
    ['{"a\\"":"x","a":"y"}', ['a'], '"y"'],
    ['{"a":"\\\\","b":"\\""}', ['b'], '"\\""'],
    ['{"__proto__":{"a":"x"}}', ['__proto__', 'a'], '"x"'],
    ['{"0":"x"}', [0], undefined],
    ['["a","b"]', [1], '"b"'],
    ['["a","b"]', [2], undefined],
    ['[]', [0], undefined],
    ['"x"', [], '"x"'],
    ['"x"', ['a'], undefined],
    ['\uFEFF{"a":true}', ['a'], 'true'],
  ])('%s', (source, path, expected) => {
    const span = locate(source, path);
    expect(span && source.slice(span.start, span.end)).toBe(expected);
  });

  it('does not recurse into what it skips', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":"x"}`;
    expect(locate(deep, ['b'])).toBeDefined();
  });
});

describe('editing strings', () => {
  it('does what the same edit does to the decoded string, and nothing else', () => {
    const edit = fc.record({ from: fc.nat(), length: fc.nat(12), replacement: fc.string({ unit: 'binary' }) });
    fc.assert(
      fc.property(anything, spaces, ascii, fc.array(edit, { minLength: 1 }), (value, space, escapeAll, wanted) => {
        const expected = JSON.parse(JSON.stringify(value)) as unknown;
        const source = sourceOf(expected, space, escapeAll);
        const paths = leaves(expected);
        if (paths.length === 0 || paths[0]?.length === 0) return;
        const seen = new Set<string>();
        const edits = wanted.flatMap(({ from, length, replacement }) => {
          const path = paths[from % paths.length] ?? [];
          const name = JSON.stringify(path);
          if (seen.has(name)) return [];
          seen.add(name);
          const text = at(expected, path) as string;
          const start = from % (text.length + 1);
          const end = Math.min(start + length, text.length);
          const parent = at(expected, path.slice(0, -1)) as Record<string | number, string>;
          parent[path[path.length - 1] as string] = text.slice(0, start) + replacement + text.slice(end);
          return [{ path, start, end, replacement }];
        });
        const edited = editStrings(source, edits);
        expect(JSON.parse(edited)).toEqual(expected);
        // Undone by hand: what lies outside the edited strings is the same source.
        for (const path of paths) {
          if (seen.has(JSON.stringify(path))) continue;
          const before = locate(source, path);
          const after = locate(edited, path);
          expect(after && edited.slice(after.start, after.end)).toBe(before && source.slice(before.start, before.end));
        }
      }),
    );
  });

  it('keeps everything else byte for byte', () => {
    const source = '{ "z":1e2, "a" : "caf\\u00e9 \\ud83d\\ude00 a@b.c\\n" ,"n":0.10 }';
    const edited = editStrings(source, [{ path: ['a'], start: 8, end: 13, replacement: '<EMAIL_1>' }]);
    expect(edited).toBe('{ "z":1e2, "a" : "caf\\u00e9 \\ud83d\\ude00 <EMAIL_1>\\n" ,"n":0.10 }');
  });

  it('makes several edits in one string', () => {
    const edits = [
      { path: ['a'], start: 4, end: 7, replacement: 'Z' },
      { path: ['a'], start: 0, end: 3, replacement: '' },
    ];
    expect(editStrings('{"a":"one two"}', edits)).toBe('{"a":" Z"}');
  });

  it('throws where there is no such string, since text would get through', () => {
    expect(() => editStrings('{"a":1}', [{ path: ['a'], start: 0, end: 0, replacement: '' }])).toThrow('at a');
    expect(() => editStrings('{}', [{ path: ['a'], start: 0, end: 0, replacement: '' }])).toThrow('at a');
  });
});

describe('editing JSON source inside a string', () => {
  const edit = (inner: string, start: number, end: number, replacement: string): unknown => {
    const source = JSON.stringify({ arguments: inner });
    const edited = editStrings(source, [{ path: ['arguments'], start, end, replacement, json: true }]);
    return JSON.parse((JSON.parse(edited) as { arguments: string }).arguments);
  };

  it.each([
    ['a plain value', '{"to":"a@b.c"}', 7, 12, '<E>', { to: '<E>' }],
    ['a replacement with quotes', '{"to":"a@b.c"}', 7, 12, 'Al "the" \\ \n', { to: 'Al "the" \\ \n' }],
    ['a number', '{"card":4111111111111111}', 8, 24, '<C>', { card: '<C>' }],
    ['a number, by a string with quotes of its own', '{"card":4111}', 8, 12, '"<\\"C>"', { card: '<"C>' }],
    ['a word that is no value', '{"card":<C>}', 8, 11, '"4111"', { card: '4111' }],
    ['a part of a number', '{"card":-4111.5,"x":1}', 9, 12, '<C>', { card: '<C>', x: 1 }],
    ['a match that begins within an escape', '{"to":"\\na@b.c"}', 8, 14, '<E>', { to: '\n<E>' }],
    ['a match that ends within an escape', '{"to":"a@b.c\\n!"}', 7, 13, '<E>', { to: '<E>!' }],
    ['a match within a unicode escape', '{"to":"\\u00e9a"}', 9, 14, '<E>', { to: 'é<E>' }],
    ['a key', '{"a@b.c":1}', 2, 7, '<E>', { '<E>': 1 }],
    ['a string beside others', '["x","a@b.c",2]', 6, 11, '<E>', ['x', '<E>', 2]],
  ])('%s', (_name, inner, start, end, replacement, expected) => {
    expect(edit(inner, start, end, replacement)).toEqual(expected);
  });

  it('stays valid JSON for any range inside a string value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), fc.nat(), fc.string(), (text, a, b, put) => {
        const inner = JSON.stringify({ v: text });
        const from = 6 + (a % (inner.length - 8));
        const to = Math.min(from + (b % 9), inner.length - 2);
        expect(typeof (edit(inner, from, to, put) as { v: unknown }).v).toBe('string');
      }),
    );
  });
});

describe('adding a member', () => {
  it.each([
    ['{}', '{"x":1}'],
    ['{ }', '{"x":1 }'],
    ['{"a":[{}]}', '{"a":[{}],"x":1}'],
    ['{\n  "a": "}"\n}\n', '{\n  "a": "}","x":1\n}\n'],
  ])('%s', (source, expected) => {
    expect(withMember(source, 0, '"x":1')).toBe(expected);
  });
});

describe('many edits of one string', () => {
  const mail = (index: number): string => `u${index}@example.com`;
  const editsOf = (text: string, json: boolean, offset = 0) =>
    [...text.matchAll(/u\d+@example\.com/g)].map(({ index, 0: found }) => ({
      path: ['t'],
      start: offset + index,
      end: offset + index + found.length,
      replacement: '<E>',
      ...(json ? { json } : {}),
    }));

  it.each([false, true])('leave all else as it stands, in any order (JSON inside: %s)', (json) => {
    const said = Array.from({ length: 40 }, (_, index) => `\n"${mail(index)}\\ é😀`).join(',');
    const text = json ? JSON.stringify({ a: said, b: said.replaceAll('"', ''), '"': [said] }) : said;
    const source = JSON.stringify({ t: text });
    const edits = editsOf(text, json);
    const wanted = JSON.stringify({ t: text.replaceAll(/u\d+@example\.com/g, '<E>') });
    expect(editStrings(source, edits)).toBe(wanted);
    expect(editStrings(source, edits.toReversed())).toBe(wanted);
  });

  it.each([false, true])('take time by its length (JSON inside: %s)', (json) => {
    const run = (count: number): (() => void) => {
      const said = Array.from({ length: count }, (_, index) => mail(index)).join('\n');
      const text = json ? JSON.stringify({ said }) : said;
      const source = JSON.stringify({ t: text });
      const edits = editsOf(text, json);
      return () => void editStrings(source, edits);
    };
    expectLinear(run(1000), run(8000));
  });
});

import { expect, test } from 'vitest';
import { table, widthOf } from '../../cli/table.ts';

const columns = [
  { title: 'name', align: 'left', shrinks: true },
  { title: 'count', align: 'right' },
] as const;

test('aligns both ways and sets the total apart', () => {
  const lines = table(
    columns,
    [
      [{ text: 'a' }, { text: '1' }],
      [{ text: 'abcdef' }, { text: '1,000' }],
    ],
    {
      color: false,
      width: 80,
      total: [{ text: 'all' }, { text: '1,001' }],
    },
  );
  expect(lines).toEqual([
    'name    count',
    '─────────────',
    'a           1',
    'abcdef  1,000',
    '─────────────',
    'all     1,001',
  ]);
});

test('shortens what may be shortened', () => {
  const lines = table(columns, [[{ text: 'a very long name indeed' }, { text: '1' }]], { color: false, width: 20 });
  expect(lines[2]).toBe('a very long …      1');
  expect(Math.max(...lines.map(widthOf))).toBe(20);
});

test('colours do not move anything', () => {
  const rows = [[{ text: 'good', tone: 'good' as const }, { text: '1' }]];
  const painted = table(columns, rows, { color: true, width: 80 }).join('\n');
  expect(painted).toContain('\u001b[32mgood\u001b[0m');
  expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(table(columns, rows, { color: false, width: 80 }).join('\n'));
});

test('knows wide and combining characters', () => {
  expect([widthOf('abc'), widthOf('日本'), widthOf('e\u0301'), widthOf('😀')]).toEqual([3, 4, 1, 2]);
});

import { expect, test } from 'vitest';
import { dollars, ending } from '../../cli/demo-report.ts';

test.each([
  [0, '$0.000000'],
  [0.000_000_16, '<$0.000001'],
  [0.000_000_7, '$0.000001'],
  [0.000_255, '$0.000255'],
  [12, '$12.000000'],
])('%d USD is %s', (usd, text) => {
  expect(dollars(usd)).toBe(text);
});

test('addresses are told only while something listens there', () => {
  const addresses = { proxy: 'http://127.0.0.1:1', admin: 'http://127.0.0.1:2' };
  expect(ending(addresses, { color: false, stays: false })).toEqual([]);
  expect(ending(addresses, { color: false, stays: true }).join('\n')).toMatch(/:2\/metrics.*:1\/anthropic/s);
});

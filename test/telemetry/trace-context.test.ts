import { describe, expect, test } from 'vitest';
import { readCaller } from '../../telemetry/caller.ts';
import {
  formatTraceparent,
  newSpanId,
  newTraceId,
  parseTraceparent,
  parseTracestate,
} from '../../telemetry/trace-context.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';

describe('traceparent', () => {
  test('is read', () => {
    expect(parseTraceparent(`00-${trace}-${span}-01`)).toEqual({ traceId: trace, spanId: span, flags: 1 });
    expect(parseTraceparent(`00-${trace}-${span}-00`)?.flags).toBe(0);
    expect(parseTraceparent(`cc-${trace}-${span}-03-what-comes-later`)?.flags).toBe(3);
  });

  test.each([
    ['another length', `00-${trace}-${span}-1`],
    ['more than version 00 has', `00-${trace}-${span}-01-x`],
    ['the forbidden version', `ff-${trace}-${span}-01`],
    ['capital digits', `00-${trace.toUpperCase()}-${span}-01`],
    ['no digits', `00-${trace.slice(1)}g-${span}-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${span}-01`],
    ['a span of zeros', `00-${trace}-${'0'.repeat(16)}-01`],
    ['nothing after a dash of a later version but no dash', `01-${trace}-${span}-01x`],
    ['a blank inside', `00-${trace} -${span}-01`],
    ['nothing', ''],
  ])('is refused with %s', (_, value) => {
    expect(parseTraceparent(value)).toBeUndefined();
  });

  test('is written as it is read', () => {
    const traceId = newTraceId();
    const spanId = newSpanId();
    expect(parseTraceparent(formatTraceparent(traceId, spanId, 3))).toEqual({ traceId, spanId, flags: 3 });
  });
});

describe('tracestate', () => {
  test.each([
    ['a=1', 'a=1'],
    ['a=1 ,\tb=2', 'a=1,b=2'],
    ['a=1,,b=2', 'a=1,b=2'],
    ['0tenant@vendor=x y', '0tenant@vendor=x y'],
  ])('%j is kept', (value, kept) => {
    expect(parseTracestate(value)).toBe(kept);
  });

  test.each([
    '',
    'a',
    'A=1',
    'a=1,a=2',
    'a=b=c',
    'a=\u00e9',
    'a=',
    '0a=1',
    Array.from({ length: 33 }, (_, i) => `k${i}=1`).join(),
  ])('%j is not sent on', (value) => {
    expect(parseTracestate(value)).toBeUndefined();
  });

  test('falls with its traceparent, and not the other way round', () => {
    expect(parseTraceparent(`00-${trace}-${span}-01`, 'A=broken')).toEqual({ traceId: trace, spanId: span, flags: 1 });
  });
});

describe('the caller', () => {
  test('is read whatever the case of its headers', () => {
    const caller = readCaller([
      ['Traceparent', `00-${trace}-${span}-01`],
      ['TRACESTATE', 'a=1'],
      ['tracestate', 'b=2'],
      ['X-Spanguard-Team', 'search'],
      ['x-spanguard-user', 'u-1'],
      ['X-SPANGUARD-FEATURE', 'answers'],
      ['X-Stainless-Retry-Count', '2'],
    ]);
    expect(caller).toEqual({
      parent: { traceId: trace, spanId: span, flags: 1, state: 'a=1,b=2' },
      team: 'search',
      user: 'u-1',
      feature: 'answers',
      resend: 2,
    });
  });

  test.each(['0', '', '-1', '1e3', 'twice', '12345678'])('does not send a call again that says %j', (value) => {
    expect(readCaller([['x-stainless-retry-count', value]]).resend).toBeUndefined();
  });

  test('with two parents has none', () => {
    const one = ['traceparent', `00-${trace}-${span}-01`] as const;
    expect(readCaller([one, one]).parent).toBeUndefined();
  });

  test('cannot write control characters or novels', () => {
    const { team, user, feature } = readCaller([
      ['x-spanguard-team', 'a\u0000b\u0007c\u2028d'],
      ['x-spanguard-user', 'x'.repeat(5000)],
      ['x-spanguard-feature', ' \t '],
    ]);
    expect(team).toBe('abcd');
    expect(user).toHaveLength(128);
    expect(feature).toBeUndefined();
  });
});

test('ids are fresh and of the right form', () => {
  const ids = Array.from({ length: 5000 }, () => [newTraceId(), newSpanId()] as const);
  expect(new Set(ids.map(([id]) => id)).size).toBe(5000);
  expect(new Set(ids.map(([, id]) => id)).size).toBe(5000);
  for (const [traceId, spanId] of ids) {
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(spanId).toMatch(/^[0-9a-f]{16}$/);
  }
});

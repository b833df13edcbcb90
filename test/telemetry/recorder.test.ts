import { describe, expect, test } from 'vitest';
import { SpanguardError } from '../../core/errors.ts';
import type { HttpRequest } from '../../core/http.ts';
import type { Outcome } from '../../core/recorder.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import {
  blocked,
  findingOf,
  keptLog,
  openai,
  outcomeOf,
  requestOf,
  sample,
  telemetryWith,
  tell,
} from './support/calls.ts';

const newest = (telemetry: Telemetry) => telemetry.calls(1)[0]!;

describe('a recorder', () => {
  test('closes once', () => {
    const log = keptLog();
    const telemetry = telemetryWith({ log });
    const recorder = telemetry.observe(openai, requestOf());
    recorder.close(outcomeOf());
    recorder.close(outcomeOf({ status: 500 }));
    recorder.verdict('output', blocked);
    recorder.firstFrame();
    expect(telemetry.calls()).toHaveLength(1);
    expect(sample(telemetry.metricsText(), 'spanguard_calls_total')).toBe(1);
    expect(sample(telemetry.metricsText(), 'spanguard_calls_active')).toBe(0);
    expect(log.lines).toHaveLength(1);
  });

  test('counts calls in flight', () => {
    const telemetry = telemetryWith();
    const recorders = [1, 2, 3].map(() => telemetry.observe(openai, requestOf()));
    expect(sample(telemetry.metricsText(), 'spanguard_calls_active')).toBe(3);
    recorders[0]!.close(outcomeOf());
    expect(sample(telemetry.metricsText(), 'spanguard_calls_active')).toBe(2);
  });

  test('writes one line per call', () => {
    const log = keptLog();
    const telemetry = telemetryWith({ log });
    const id = tell(telemetry, { input: blocked, outcome: { status: 400, answer: {} } });
    expect(log.lines).toEqual([
      {
        level: 'info',
        message: 'call',
        fields: {
          call: id,
          trace_id: newest(telemetry).traceId,
          span_id: newest(telemetry).spanId,
          provider: 'openai',
          operation: 'chat',
          model: 'gpt-5',
          status: 400,
          ms: expect.any(Number),
          verdict_input: 'block',
          verdict_output: 'allow',
          policy: 'no-injection',
          cost_usd: 0.0000625,
          error: 'content_policy_violation',
        },
      },
    ]);
  });

  test('throws nothing, whatever it is given', () => {
    const log = keptLog();
    const broken = {
      ...log,
      info: () => {
        throw new SpanguardError('internal', 'the disk is full');
      },
    };
    const telemetry = telemetryWith({ log: broken });
    const recorder = telemetry.observe(openai, { ...requestOf(), headers: undefined } as unknown as HttpRequest);
    recorder.close({} as Outcome);
    tell(telemetry);
    expect(telemetry.calls()).toHaveLength(1);
    expect(sample(telemetry.metricsText(), 'spanguard_calls_active')).toBe(0);
    expect(sample(telemetry.metricsText(), 'spanguard_telemetry_dropped_total', { reason: 'internal' })).toBe(3);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  test('outlives its own log breaking altogether', () => {
    const fail = () => {
      throw new Error('closed');
    };
    const telemetry = telemetryWith({ log: { debug: fail, info: fail, warn: fail, error: fail } });
    expect(() => tell(telemetry)).not.toThrow();
  });
});

describe('what went wrong', () => {
  const cases: ReadonlyArray<readonly [string, Partial<Outcome>, string | undefined, string]> = [
    ['nothing', {}, undefined, 'ok'],
    [
      'the provider, with a code',
      { status: 429, error: 'upstream_status', errorCode: 'rate_limit_exceeded' },
      'rate_limit_exceeded',
      'upstream_status',
    ],
    [
      'the provider, with a sentence for a code',
      { status: 400, error: 'upstream_status', errorCode: 'my name is Ada' },
      '400',
      'upstream_status',
    ],
    [
      'the provider, with a code that nobody knows',
      { status: 422, error: 'upstream_status', errorCode: 'made_up_by_a_server' },
      '422',
      'upstream_status',
    ],
    [
      'the provider, with a number of its own',
      { status: 400, error: 'upstream_status', errorCode: '1500' },
      '400',
      'upstream_status',
    ],
    [
      'the provider, with a status for a code inside a 200',
      { status: 200, error: 'upstream_status', errorCode: '429' },
      '429',
      'upstream_status',
    ],
    ['the provider, without a code', { status: 503, error: 'upstream_status' }, '503', 'upstream_status'],
    ['the provider, inside a 200', { status: 200, error: 'upstream_status' }, 'upstream_status', 'upstream_status'],
    ['the connection', { status: 0, error: 'upstream_connect' }, 'upstream_connect', 'upstream_connect'],
    ['the caller', { status: 200, error: 'client_closed' }, 'client_closed', 'client_closed'],
    ['an unread call, refused', { status: 400 }, '400', 'refused'],
  ];

  test.each(cases)('%s', (_, outcome, error, counted) => {
    const telemetry = telemetryWith();
    tell(telemetry, { outcome });
    expect(newest(telemetry).error).toBe(error);
    const text = telemetry.metricsText();
    expect(sample(text, 'spanguard_calls_total', { outcome: counted })).toBe(1);
    const duration = 'gen_ai_client_operation_duration_seconds_count';
    expect(sample(text, duration, error === undefined ? {} : { error_type: error })).toBe(1);
    if (error === undefined) expect(text).not.toContain('error_type');
  });

  test('a refusal that looks like an answer is none', () => {
    const telemetry = telemetryWith();
    tell(telemetry, { input: blocked, outcome: { status: 200 } });
    expect(newest(telemetry).error).toBeUndefined();
    expect(sample(telemetry.metricsText(), 'spanguard_calls_total', { outcome: 'blocked' })).toBe(1);
  });

  test('a stream that broke off before its end says so', () => {
    const telemetry = telemetryWith();
    tell(telemetry, { call: { stream: true }, outcome: { error: 'upstream_broken', answer: {} } });
    expect(newest(telemetry).finish).toBe('error');
  });
});

describe('operations', () => {
  test.each([
    ['gemini', 'generate_content'],
    ['openai-chat', 'chat'],
  ])('a chat in %s is %s', (name, operation) => {
    const telemetry = telemetryWith();
    tell(telemetry, { endpoint: { ...openai, dialect: { name } as NonNullable<typeof openai.dialect> } });
    expect(newest(telemetry).operation).toBe(operation);
  });

  test('a path that no dialect knows has none', () => {
    const telemetry = telemetryWith();
    const { dialect: _dialect, operation: _operation, ...bare } = openai;
    const recorder = telemetry.observe(bare, requestOf([], 'http://127.0.0.1:8000'));
    recorder.firstFrame();
    recorder.close(outcomeOf({ coverage: { input: 'unsupported', output: 'unsupported' } }));
    expect(newest(telemetry)).toMatchObject({
      operation: '_OTHER',
      dialect: null,
      model: null,
      timeToFirstChunkMs: null,
    });
  });
});

test('the last verdict of a side is the one that counts', () => {
  const telemetry = telemetryWith();
  const recorder = telemetry.observe(openai, requestOf());
  const flagged = { action: 'flag', findings: [findingOf({ action: 'flag', side: 'output' })], faults: [] } as const;
  recorder.verdict('output', flagged);
  recorder.verdict('output', flagged);
  recorder.close(outcomeOf());
  expect(sample(telemetry.metricsText(), 'spanguard_policy_verdicts_total', { side: 'output' })).toBe(1);
});

import { describe, expect, it } from 'vitest';
import { brokenBody, discard, flow, gather, pushBody, wholeBody } from '../../core/body.ts';
import type { Body, Sink } from '../../core/http.ts';

const text = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString();

async function iterated(body: Body): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return text(chunks);
}

function piped(body: Body): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    flow(body, { write: (chunk) => chunks.push(chunk) > 0, end: () => resolve(text(chunks)), fail: reject });
  });
}

async function* slowly(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await new Promise((resolve) => setImmediate(resolve));
    yield Buffer.from(part);
  }
}

/** A source that honours pauses and remembers what it was told. */
function source(parts: readonly string[]): { body: Body; told: string[] } {
  const told: string[] = [];
  const body = pushBody((sink: Sink) => {
    const rest = [...parts];
    let stopped = false;
    const run = (): void => {
      for (;;) {
        if (stopped) return;
        const part = rest.shift();
        if (part === undefined) {
          sink.end();
          return;
        }
        if (!sink.write(Buffer.from(part))) {
          told.push('paused');
          return;
        }
      }
    };
    queueMicrotask(run);
    return {
      resume: () => {
        told.push('resumed');
        queueMicrotask(run);
      },
      cancel: () => {
        stopped = true;
        told.push('cancelled');
      },
    };
  });
  return { body, told };
}

describe('bodies', () => {
  it('reads a whole body either way', async () => {
    expect(await iterated(wholeBody(Buffer.from('abc')))).toBe('abc');
    expect(await piped(wholeBody(Buffer.from('abc')))).toBe('abc');
    expect(await iterated(wholeBody(new Uint8Array(0)))).toBe('');
  });

  it('reads an async iterable by pushing', async () => {
    expect(await piped(slowly('a', 'b', 'c'))).toBe('abc');
  });

  it('iterates a pushed body under backpressure and loses nothing', async () => {
    const { body, told } = source(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(await iterated(body)).toBe('abcdef');
    expect(told).toContain('paused');
  });

  it('cancels the source when iteration stops early', async () => {
    const { body, told } = source(['a', 'b', 'c']);
    for await (const _ of body) break;
    expect(told).toContain('cancelled');
  });

  it('cancels an async iterable', async () => {
    let returned = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield Buffer.from('x');
        }
      } finally {
        returned = true;
      }
    }
    const handle = flow(endless(), { write: () => true, end() {}, fail() {} });
    await new Promise((resolve) => setTimeout(resolve, 5));
    handle.cancel();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(returned).toBe(true);
    discard(endless());
  });

  it('passes a failure on after what came before it', async () => {
    const body = brokenBody(Buffer.from('half'), new Error('gone'));
    const chunks: Uint8Array[] = [];
    await expect(
      (async () => {
        for await (const chunk of body) chunks.push(chunk);
      })(),
    ).rejects.toThrow('gone');
    expect(text(chunks)).toBe('half');
  });

  it('gathers up to the limit and hands on the rest', async () => {
    const small = await gather(slowly('ab', 'cd'), 4);
    expect(small).toMatchObject({ kind: 'whole' });
    const big = await gather(source(['ab', 'cd', 'ef', 'gh']).body, 3);
    if (big.kind !== 'over') throw new Error(big.kind);
    expect(await piped(big.body)).toBe('abcdefgh');
    const iterable = await gather(slowly('ab', 'cd', 'ef'), 3);
    if (iterable.kind !== 'over') throw new Error(iterable.kind);
    expect(await iterated(iterable.body)).toBe('abcdef');
  });

  it('tells of a body that broke, with what came', async () => {
    const broken = await gather(brokenBody(Buffer.from('half'), new Error('gone')), 100);
    expect(broken).toMatchObject({ kind: 'broken', error: { message: 'gone' } });
    if (broken.kind === 'broken') expect(broken.bytes.toString()).toBe('half');
  });
});

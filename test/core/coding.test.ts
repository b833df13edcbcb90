import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { brokenBody, gather, wholeBody } from '../../core/body.ts';
import { codingOf, decoded } from '../../core/coding.ts';
import type { Body } from '../../core/http.ts';

const plain = Buffer.from('data: {"text":"é😀"}\n\n'.repeat(500));
const zstd = (zlib as { zstdCompressSync?: (bytes: Buffer) => Buffer }).zstdCompressSync;

const coded = {
  gzip: zlib.gzipSync(plain),
  br: zlib.brotliCompressSync(plain),
  deflate: zlib.deflateSync(plain),
  'raw deflate': zlib.deflateRawSync(plain),
  ...(zstd === undefined ? {} : { zstd: zstd(plain) }),
};

async function* bytewise(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += 3) yield bytes.subarray(i, i + 3);
}

async function unfolded(body: Body, name: string): Promise<Buffer> {
  const coding = codingOf(name);
  if (coding === 'identity' || coding === 'unknown') throw new Error(coding);
  const gathered = await gather(decoded(body, coding), 1e7);
  if (gathered.kind !== 'whole') throw new Error(gathered.kind);
  return gathered.bytes;
}

describe('content codings', () => {
  it.each(Object.entries(coded))('%s, whole and in small pieces', async (name, bytes) => {
    const header = name.replace('raw ', '');
    expect((await unfolded(wholeBody(bytes), header)).equals(plain)).toBe(true);
    expect((await unfolded(bytewise(bytes), header)).equals(plain)).toBe(true);
  });

  it('names what it does not read', () => {
    expect(codingOf(undefined)).toBe('identity');
    expect(codingOf(' GZIP ')).toBe('gzip');
    expect(codingOf('gzip, br')).toBe('unknown');
    expect(codingOf('compress')).toBe('unknown');
    expect(codingOf('zstd')).toBe(zstd === undefined ? 'unknown' : 'zstd');
  });

  it('gives out an event as soon as the provider flushed it', async () => {
    const gzip = zlib.createGzip({ flush: zlib.constants.Z_SYNC_FLUSH });
    const got: string[] = [];
    async function* flushed(): AsyncGenerator<Uint8Array> {
      for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
        const bytes = await new Promise<Buffer>((resolve) => {
          gzip.once('data', resolve);
          gzip.write(event);
        });
        yield bytes;
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(got.join('')).toContain(event);
      }
    }
    const { flow } = await import('../../core/body.ts');
    await new Promise<void>((resolve) => {
      flow(decoded(flushed(), 'gzip'), {
        write: (chunk) => got.push(Buffer.from(chunk).toString()) > 0,
        end: resolve,
        fail: () => resolve(),
      });
    });
    expect(got.join('')).toBe('data: 1\n\ndata: 2\n\n');
  });

  it('fails on bytes that are no such coding, and on a coding cut short', async () => {
    expect((await gather(decoded(wholeBody(Buffer.from('plain')), 'gzip'), 1e6)).kind).toBe('broken');
    expect((await gather(decoded(wholeBody(coded.gzip.subarray(0, 40)), 'gzip'), 1e6)).kind).toBe('broken');
    expect((await gather(decoded(brokenBody(coded.gzip.subarray(0, 40), new Error('gone')), 'gzip'), 1e6)).kind).toBe(
      'broken',
    );
  });

  it('stops at the limit whatever the bytes would unfold to', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(50_000_000));
    expect((await gather(decoded(wholeBody(bomb), 'gzip'), 1_000_000)).kind).toBe('over');
  });
});

import zlib from 'node:zlib';
import type { Coding } from './steering.ts';

type Compressor = zlib.Gzip | zlib.BrotliCompress | zlib.Deflate;

/** Node has zstd from 22.15 on; the steering word is refused where it is missing. */
interface Zstd {
  readonly zstdCompressSync?: (bytes: Uint8Array) => Buffer;
  readonly createZstdCompress?: () => Compressor;
  readonly constants: { readonly ZSTD_e_flush?: number };
}
const zstd = zlib as unknown as Zstd;

export function compressed(bytes: Buffer, coding: Coding): Buffer {
  switch (coding) {
    case 'gzip':
      return zlib.gzipSync(bytes);
    case 'deflate':
      return zlib.deflateSync(bytes);
    case 'br':
      return zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } });
    case 'zstd':
      return zstd.zstdCompressSync?.(bytes) ?? bytes;
  }
}

/** Compresses event by event: what was given out can be read up to that event. */
export interface EventCompressor {
  push(bytes: Buffer): Promise<Buffer>;
  end(): Promise<Buffer>;
}

export function eventCompressor(coding: Coding): EventCompressor {
  const stream = open(coding);
  let out: Buffer[] = [];
  stream.on('data', (bytes: Buffer) => out.push(bytes));
  const taken = (): Buffer => {
    const bytes = Buffer.concat(out);
    out = [];
    return bytes;
  };
  return {
    push(bytes) {
      stream.write(bytes);
      return new Promise((resolve) => stream.flush(flushKind(coding), () => resolve(taken())));
    },
    end() {
      return new Promise((resolve) => {
        stream.once('end', () => resolve(taken()));
        stream.end();
      });
    },
  };
}

function open(coding: Coding): Compressor {
  switch (coding) {
    case 'gzip':
      return zlib.createGzip();
    case 'deflate':
      return zlib.createDeflate();
    case 'br':
      return zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } });
    case 'zstd':
      return zstd.createZstdCompress?.() ?? zlib.createGzip();
  }
}

function flushKind(coding: Coding): number {
  switch (coding) {
    case 'gzip':
    case 'deflate':
      return zlib.constants.Z_SYNC_FLUSH;
    case 'br':
      return zlib.constants.BROTLI_OPERATION_FLUSH;
    case 'zstd':
      return zstd.constants.ZSTD_e_flush ?? 1;
  }
}

/** A request body as it was before its content-encoding; undefined where that cannot be read. */
export function plainBody(bytes: Buffer, coding: string | undefined): Buffer | undefined {
  try {
    switch (coding?.trim().toLowerCase() ?? '') {
      case '':
      case 'identity':
        return bytes;
      case 'gzip':
      case 'x-gzip':
        return zlib.gunzipSync(bytes);
      case 'deflate':
        return zlib.inflateSync(bytes);
      case 'br':
        return zlib.brotliDecompressSync(bytes);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

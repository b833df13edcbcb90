import zlib from 'node:zlib';
import { flow, pushBody } from './body.ts';
import { SpanguardError } from './errors.ts';
import type { Body } from './http.ts';

/** Content codings we read (RFC 9110, section 8.4.1); zstd only where the runtime has it. */
export type Coding = 'gzip' | 'br' | 'deflate' | 'zstd';

type Transform = zlib.Gunzip | zlib.BrotliDecompress | zlib.Unzip;
interface Zstd {
  createZstdDecompress?: () => Transform;
}

/** The coding of a `content-encoding` value: none, one that we read, or one that we do not. */
export function codingOf(value: string | undefined): Coding | 'identity' | 'unknown' {
  const name = value?.trim().toLowerCase() ?? '';
  switch (name) {
    case '':
    case 'identity':
      return 'identity';
    case 'gzip':
    case 'x-gzip':
      return 'gzip';
    case 'br':
      return 'br';
    case 'deflate':
      return 'deflate';
    case 'zstd':
      return (zlib as Zstd).createZstdDecompress === undefined ? 'unknown' : 'zstd';
    default:
      return 'unknown';
  }
}

function decompressor(coding: Coding, firstByte: number | undefined): Transform {
  // Without this a stream's events would sit in zlib's buffer until it is full.
  const flush = { flush: zlib.constants.Z_SYNC_FLUSH };
  switch (coding) {
    case 'gzip':
      return zlib.createGunzip(flush);
    case 'br':
      return zlib.createBrotliDecompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH });
    case 'zstd':
      return ((zlib as Zstd).createZstdDecompress as () => Transform)();
    case 'deflate':
      // Servers send both zlib-wrapped and raw deflate under this name; the wrapper's first byte
      // has 8 in its low half (RFC 1950).
      return firstByte !== undefined && (firstByte & 0x0f) === 8
        ? zlib.createInflate(flush)
        : (zlib.createInflateRaw(flush) as unknown as Transform);
  }
}

/** The decoded bytes of a coded body, as they come. */
export function decoded(body: Body, coding: Coding): Body {
  return pushBody((sink) => {
    let transform: Transform | undefined;
    let over = false;
    const stop = (error?: Error): void => {
      if (over) return;
      over = true;
      transform?.destroy();
      if (error !== undefined) sink.fail(error);
    };
    const open = (chunk: Uint8Array): Transform => {
      const made = decompressor(coding, chunk[0]);
      made.on('data', (bytes: Uint8Array) => {
        if (!over && !sink.write(bytes)) made.pause();
      });
      made.on('drain', () => source.resume());
      made.on('end', () => {
        if (over) return;
        over = true;
        sink.end();
      });
      made.on('error', (error) => {
        source.cancel();
        stop(new SpanguardError('upstream_broken', `The bytes are not ${coding}, or not all of it.`, { cause: error }));
      });
      return made;
    };
    const source = flow(body, {
      write(chunk) {
        if (over) return true;
        transform ??= open(chunk);
        return transform.write(chunk);
      },
      end() {
        if (transform !== undefined) transform.end();
        else if (!over) {
          over = true;
          sink.end();
        }
      },
      fail: (error) => {
        // What was decoded so far is the caller's: a broken stream breaks after it, not before.
        if (transform === undefined) stop(error);
        else transform.flush(() => setImmediate(() => stop(error)));
      },
    });
    return {
      resume() {
        transform?.resume();
      },
      cancel(reason) {
        stop();
        source.cancel(reason);
      },
    };
  });
}

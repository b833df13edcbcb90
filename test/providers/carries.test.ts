import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../core/call.ts';
import { carries, type Strand } from '../../providers/carries.ts';
import { endpointOf } from '../../providers/match.ts';
import { type ProviderRow, table } from '../../providers/providers.ts';
import { type DialectName, dialects } from '../../providers/routes.ts';
import { root } from '../support/source.ts';
import { bytesOf, type Exchange, exchanges, wireIsHere } from '../support/wire.ts';
import { framesOf } from './frames.ts';

const sources = /^(?:annotations?|citations?)$/;

/** What there is in some segments, and was not declared. */
function undeclared(segments: readonly Segment[], declared: readonly Strand[]): string[] {
  const strands = segments.map(({ kind, path }) =>
    path.some((step) => typeof step === 'string' && sources.test(step)) ? 'citation' : kind,
  );
  return [...new Set(strands)].filter((strand) => !declared.includes(strand));
}

const known = Object.keys(dialects) as DialectName[];
const everything: ProviderRow = { ...(table[0] as ProviderRow), dialects: known };

function dialectOf({ method, path }: Exchange) {
  return endpointOf(everything, method, path.replace(/\?.*$/, ''));
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

describe('what a dialect declares that it carries', () => {
  it.each(Object.keys(dialects) as DialectName[])('%s: has all that is in the fixtures', (name) => {
    const folder = join(root, 'test/fixtures', name);
    const streams = readdirSync(folder).filter((file) => /\.(?:sse|ndjson)$/.test(file));
    for (const file of streams) {
      const frames = framesOf(dialects[name], [readFileSync(join(folder, file))]);
      expect(
        undeclared(
          frames.flatMap(({ segments }) => segments),
          carries[name].stream,
        ),
      ).toEqual([]);
    }
    expect(streams.length > 0).toBe(carries[name].stream.length > 0);
  });

  it.skipIf(!wireIsHere)('has all that is in the recordings', () => {
    const missing: string[] = [];
    let read = 0;
    for (const exchange of exchanges(() => true)) {
      const { dialect, operation } = dialectOf(exchange);
      if (dialect === undefined || operation === undefined) continue;
      const { input, whole, stream } = carries[dialect.name as DialectName];
      const note = (way: string, strands: readonly string[]): void => {
        for (const strand of strands) missing.push(`${dialect.name} ${way} ${strand}: ${exchange.id}`);
      };
      const url = new URL(exchange.path, 'http://host');
      const asked = parsed(bytesOf(exchange.request));
      try {
        note('input', undeclared(dialect.decode(asked, { url, method: exchange.method }, operation).segments, input));
      } catch {
        // Not of this dialect after all: another test tells which.
      }
      const answer = bytesOf(exchange.response);
      if (exchange.facts.stream) {
        note(
          'stream',
          undeclared(
            framesOf(dialect, [answer]).flatMap(({ segments }) => segments),
            stream,
          ),
        );
      } else note('whole', undeclared(dialect.read(parsed(answer)).segments, whole));
      read++;
    }
    expect(missing).toEqual([]);
    expect(read).toBeGreaterThan(200);
  });
});

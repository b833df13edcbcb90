import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One recorded exchange; the fields are described in the recordings' own README. */
export interface Exchange {
  readonly id: string;
  readonly file: string;
  readonly provider: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly request: { headers: Record<string, string>; body: string | null; bodyBase64?: string };
  readonly response: { status: number; headers: Record<string, string>; body: string | null; bodyBase64?: string };
  readonly facts: {
    dialect: string;
    operation: string;
    stream: boolean;
    streamRequested: boolean;
    complete: boolean | null;
    model: string | null;
    usage: Record<string, unknown> | null;
    usageStart: Record<string, unknown> | null;
    hasTools: boolean;
    hasReasoning: boolean;
    hasCachedTokens: boolean;
    isError: boolean;
    oddities: string[];
  };
}

const folder = fileURLToPath(new URL('../../../shared/wire/', import.meta.url));

/** The recordings lie beside a checkout, never in it; tests skip visibly where they are missing. */
export const wireIsHere: boolean = existsSync(folder);

export function exchanges(keep: (exchange: Exchange) => boolean): Exchange[] {
  if (!wireIsHere) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) =>
      readFileSync(folder + file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => ({ ...(JSON.parse(line) as Exchange), file })),
    )
    .filter(keep);
}

export function bytesOf(part: { body: string | null; bodyBase64?: string }): Buffer {
  return part.bodyBase64 === undefined ? Buffer.from(part.body ?? '', 'utf8') : Buffer.from(part.bodyBase64, 'base64');
}

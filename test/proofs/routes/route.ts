import type { Strand } from '../../../providers/carries.ts';
import type { DialectName } from '../../../providers/routes.ts';

export type Json = Record<string, unknown>;
export type Way = 'input' | 'whole' | 'stream';

/** One place where a text can stand on its way: how it is written there, and how it is read back. */
export interface Route {
  readonly dialect: DialectName;
  readonly provider: string;
  readonly path: string;
  readonly streamPath?: string;
  readonly way: Way;
  readonly strand: Strand;
  /** What the request says; on input it has the text in it. */
  request(pieces: readonly string[]): Json;
  /** The answer with the text in it, in these pieces where the wire has pieces. */
  answer(pieces: readonly string[]): string;
  /** The text where it stands, in what the provider (`input`) or the caller got. */
  hear(body: string): string;
}

/** A strand of one dialect, by its three ways; a way that it has not is left out. */
export interface StrandOf {
  readonly strand: Strand;
  readonly input?: { readonly body: (text: string) => Json; readonly at: string };
  readonly whole?: { readonly body: (text: string) => Json; readonly at: string };
  readonly stream?: { readonly body: (pieces: readonly string[]) => string; readonly at: string };
}

export interface Wire {
  readonly dialect: DialectName;
  readonly provider: string;
  readonly path: string;
  readonly streamPath?: string;
  readonly asked: (stream: boolean) => Json;
  readonly plainAnswer: string;
  readonly strands: readonly StrandOf[];
}

/** `a.0.b` in a document; nothing where there is none. */
export function valueAt(document: unknown, path: string): unknown {
  let here = document;
  for (const step of path.split('.')) here = (here as Json | null | undefined)?.[step];
  return here;
}

/** All strings at this path of a stream's events or lines, one behind the other; of `?type`, where it is told. */
export function heardIn(stream: string, path: string): string {
  const [at = '', type] = path.split('?');
  return stream
    .split(/\r?\n/)
    .filter((line) => /^(?:data: )?\{/.test(line))
    .map((line) => JSON.parse(line.replace(/^data: /, '')) as Json)
    .filter((event) => type === undefined || event.type === type)
    .map((event) => valueAt(event, at))
    .filter((value) => typeof value === 'string')
    .join('');
}

export function routesOf({ asked, plainAnswer, strands, ...same }: Wire): Route[] {
  return strands.flatMap(({ strand, input, whole, stream }): Route[] => [
    ...(input === undefined
      ? []
      : [
          {
            ...same,
            way: 'input' as const,
            strand,
            request: (pieces: readonly string[]) => input.body(pieces.join('')),
            answer: () => plainAnswer,
            hear: (body: string) => String(valueAt(JSON.parse(body), input.at)),
          },
        ]),
    ...(whole === undefined
      ? []
      : [
          {
            ...same,
            way: 'whole' as const,
            strand,
            request: () => asked(false),
            answer: (pieces: readonly string[]) => JSON.stringify(whole.body(pieces.join(''))),
            hear: (body: string) => String(valueAt(JSON.parse(body), whole.at)),
          },
        ]),
    ...(stream === undefined
      ? []
      : [
          {
            ...same,
            way: 'stream' as const,
            strand,
            request: () => asked(true),
            answer: stream.body,
            hear: (body: string) => heardIn(body, stream.at),
          },
        ]),
  ]);
}

/** Events without a name. */
export function unnamed(events: readonly unknown[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
}

/** Events that tell their type twice. */
export function named(events: readonly Json[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

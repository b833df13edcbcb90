import type { JsonObject } from './json.ts';
import type { PromptMemory } from './memory.ts';
import type { Random } from './random.ts';
import type { Steering } from './steering.ts';

/** A request as far as every dialect agrees on it. */
export interface Ask {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** Without the steering in front of it; empty when the request names none. */
  readonly model: string;
  readonly body: JsonObject;
  readonly steering: Steering;
  readonly world: World;
}

/** What outlives one request. */
export interface World {
  readonly random: Random;
  readonly memory: PromptMemory;
  /** Responses that were stored and may be fetched again, by id; bounded by whoever writes. */
  readonly stored: Map<string, string>;
}

export type ReplyHeaders = Readonly<Record<string, string>>;

/** An answer before any fault is done to it. */
export type Reply =
  | { readonly kind: 'whole'; readonly status: number; readonly headers: ReplyHeaders; readonly body: string }
  | {
      readonly kind: 'stream';
      readonly status: number;
      readonly headers: ReplyHeaders;
      /** Whole events with their blank line. */
      readonly events: Iterable<string>;
      /** The event that tells of a failure in midstream, after so many events. */
      failure(sent: number): string;
    };

/** A request that the provider would turn down. */
export interface Failure {
  readonly status: number;
  readonly message: string;
  readonly param?: string;
  readonly code?: string;
}

/** Thrown by a dialect while it reads a request. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Who answers: decides headers and the shape of errors. */
export interface House {
  readonly name: 'openai' | 'anthropic' | 'ollama' | 'google';
  /** Wants no key. */
  readonly open?: true;
  /** Answers in a stream where the request does not say otherwise. */
  readonly streamsUnasked?: true;
  fail(failure: Failure, world: World): Reply;
  /** A status that was asked for by steering, in the provider's own words. */
  status(status: number, ask: Ask): Failure;
}

/** One endpoint. Throws {@link Rejected} for what the provider would refuse. */
export type Endpoint = (ask: Ask) => Reply;

export const SIMULATOR_HEADERS: ReplyHeaders = { 'x-simulator': 'spanguard' };
export const FINGERPRINT = 'fp_simulator';
/** The one model that does not exist. */
export const NO_SUCH_MODEL = 'no-such-model';

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

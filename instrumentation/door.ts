import type { HostGuess } from '../config/hosts.ts';
import type { CallEntry } from '../config/index.ts';
import { wholeBody } from '../core/body.ts';
import { isSpanguardError } from '../core/errors.ts';
import type { Guardrails } from '../core/guardrails.ts';
import type { HttpRequest, HttpResponse, Target, Upstream } from '../core/http.ts';
import { plainReply } from '../core/refusal.ts';
import { hostOf } from './egress.ts';
import type { FetchArguments } from './surfaces/fetch-request.ts';

/** Where a request is going. */
export type Place = Pick<Target, 'hostname' | 'port' | 'pathname'>;

/** What the surfaces need of the assembled product. */
export interface Loaded {
  readonly guardrails: Pick<Guardrails, 'match'>;
  /** Hosts of the configured providers; never our own exporter. */
  readonly concerns: (place: Place) => boolean;
  readonly guard: (upstream: Upstream) => Upstream;
  /** A guarded call of `fetch`: here, so that nobody loads it before a provider is called. */
  readonly guardFetch: (
    door: Door,
    url: URL,
    args: FetchArguments,
    call: (args: FetchArguments) => Promise<Response>,
    /** It is Node's own `fetch` that is called. */
    own: boolean,
  ) => Promise<Response>;
  /** Counts and records a call that no surface could hold. */
  readonly uncovered: (place: Place, by: string, refused: boolean) => void;
  /** Answers a call that is larger than `limits.requestBytes`. */
  readonly tooLarge: (request: HttpRequest) => HttpResponse | undefined;
  readonly requestBytes: number;
  /** Calls go to a sidecar, so all of them are read whole. */
  readonly relays: boolean;
  /** A verdict may have to wait for others: what is asked of them is not to be guarded in its turn. */
  readonly waits: boolean;
  /** A policy could change an answer. */
  readonly alters: boolean;
  readonly calls: (limit?: number) => CallEntry[];
  /** Puts on the record what waits for that. */
  readonly flush: () => void;
  readonly shutdown: (timeoutMs: number) => Promise<void>;
}

/** What happens to a call: it is guarded, or, where nothing could be loaded, passes or is refused. */
export type Way =
  | { readonly kind: 'guarded'; readonly product: Loaded }
  | { readonly kind: 'unguarded' }
  | { readonly kind: 'refused'; readonly reply: HttpResponse };

/** What every way out of the process asks before it lets a request go. */
export interface Door {
  /** Nearly every request is told no here, and is then none of our business. */
  readonly concerns: (place: Place) => boolean;
  /** A promise until the product is here; never rejects. */
  way(): Way | Promise<Way>;
  readonly product: Loaded | undefined;
  /** A guarded call is on its way to this host, until the function is called: what is below need not wonder. */
  expect(place: Place): () => void;
  expected(place: Place): boolean;
  /** What a guarded `fetch` sends has to be marked as guarded, since another surface lies beneath it. */
  readonly marks: boolean;
  /** Such a surface is in force from now on. */
  layered(): void;
}

export interface DoorOptions {
  readonly guess: HostGuess;
  readonly load: () => Promise<Loaded>;
  /** When the product cannot be loaded: calls to providers pass unguarded, or are refused. */
  readonly onError: 'open' | 'closed';
  readonly warn: (message: string, code: string) => void;
}

/**
 * From Node 24 on a mark costs next to nothing. Before, the first one has Node follow every promise of the process
 * for good, which is more than what guarding a call takes of `fetch` (measured).
 */
const cheapMarks = Number.parseInt(process.versions.node, 10) >= 24;

/** Loads the product at the first call that may be one to a provider. */
export function createDoor({ guess, load, onError, warn }: DoorOptions): Door {
  let way: Way | Promise<Way> | undefined;
  const expected = new Map<string, number>();
  const door: { -readonly [K in keyof Door]: Door[K] } = {
    concerns: ({ hostname, port }) => guess(hostname, port),
    product: undefined,
    marks: cheapMarks,
    layered() {
      door.marks = true;
    },
    expect(place) {
      const host = hostOf(place);
      expected.set(host, (expected.get(host) ?? 0) + 1);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        const left = (expected.get(host) ?? 1) - 1;
        if (left === 0) expected.delete(host);
        else expected.set(host, left);
      };
    },
    expected: (place) => expected.has(hostOf(place)),
    way() {
      way ??= load().then(
        (product) => {
          door.product = product;
          door.concerns = product.concerns;
          const found: Way = { kind: 'guarded', product };
          way = found;
          return found;
        },
        (error: unknown) => {
          const [side, told] =
            onError === 'open'
              ? ['Calls to LLM providers pass UNGUARDED (SPANGUARD_ON_ERROR=open).', { kind: 'unguarded' } as const]
              : [
                  'Calls to LLM providers are refused; SPANGUARD_ON_ERROR=open would let them pass unguarded.',
                  { kind: 'refused', reply: unusable() } as const,
                ];
          warn(`${wordsOf(error)}\n${side}`, 'SPANGUARD_UNUSABLE');
          way = told;
          return told;
        },
      );
      return way;
    },
  };
  return door;
}

function wordsOf(error: unknown): string {
  if (isSpanguardError(error)) return error.message;
  return `spanguard could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
}

function unusable(): HttpResponse {
  const { status, headers, body } = plainReply({
    status: 500,
    code: 'config_invalid',
    message: 'spanguard could not start in this process, so no call is let out; the reason is on its standard error.',
  });
  return { status, headers, body: wholeBody(body) };
}

import type { Answer, Call, JsonPath, Kind, Role, Segment } from './call.ts';
import type { Conversation, Conversations } from './conversation.ts';
import type { Endpoint } from './dialect.ts';
import type { HttpRequest, Signal } from './http.ts';
import type { Observe } from './recorder.ts';
import type { Cost, Usage } from './usage.ts';
import type { Redaction, Verdict } from './verdict.ts';

/** Everything `guard` needs besides the road itself. Made by `config/assemble.ts`. */
export interface Guardrails {
  /** Undefined: no LLM provider's host, so none of our business. */
  match(request: HttpRequest): Endpoint | undefined;
  /** The signal: the caller's, whose leaving ends whatever is asked of others. */
  judge(call: Call, caller: Signal, conversation?: Conversation): CallJudge;
  /** Absent: every call stands alone. */
  readonly conversations?: Conversations | undefined;
  price(facts: PriceFacts): Cost;
  /** Tokens of a text, roughly and not rounded, for when the provider does not count. */
  estimate(text: string): number;
  observe: Observe;
  readonly settings: Settings;
}

export interface Settings {
  /** Most bytes held of one answer, decoded: a whole answer, or the open frames of a stream. */
  readonly heldBytes: number;
  readonly onUnscannable: 'pass' | 'block';
  readonly askForUsage: boolean;
  readonly refusal: 'error' | 'completion';
}

export interface PriceFacts {
  readonly endpoint: Endpoint;
  readonly call: Call | undefined;
  /** The model that answered, else the one asked for. */
  readonly model: string;
  readonly usage: Usage;
  /** The counts are our own, not the provider's. */
  readonly estimated: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Judges one call, both sides; holds the call's placeholders, so that one value gets one name. */
export interface CallJudge {
  /** A policy on output could change the answer, or there is something to put back. When false, bytes may pass as they come. */
  readonly changesOutput: boolean;
  /** A policy looks at output at all. */
  readonly readsOutput: boolean;
  /** A policy holds tool calls until they are whole. */
  readonly holdsCalls?: boolean;
  /** A policy refuses an answer that it cannot evaluate, also for its size. */
  readonly closed?: boolean;
  input(): Verdict | Pending | Promise<Verdict | Pending>;
  /** A whole answer; `told` is what is known of it besides its strings. */
  output(segments: readonly Segment[], told?: Pick<Answer, 'calls' | 'said'>): Verdict | Promise<Verdict>;
  /** Values of the caller's were masked, and are to be put back where the answer has their placeholders. */
  readonly restores: boolean;
  /** A whole answer's redactions, and with them what is put back: in order, disjoint. */
  restored(segments: readonly Segment[], redactions: readonly Redaction[]): readonly Redaction[];
  /** One string of a streamed answer; undefined when no policy looks at its kind. */
  scanner(channel: ChannelFacts): Scanner | undefined;
  /** The stream's verdict so far: all findings of its scanners. */
  streamed(): Verdict;
  /** What its scanners ask of others; absent where they ask nobody. */
  readonly questions?: Questions | undefined;
}

/** A verdict that others have a say in, and what is decided without them: the call may go out meanwhile. */
export interface Pending {
  readonly action: 'pending';
  /** Never a block. */
  readonly now: Verdict;
  /** The same redactions, and everything else. Rejects when it was abandoned, or for a fault of our own. */
  readonly final: Promise<Verdict>;
  /** It could still become a block, so that no answer may leave before. */
  readonly gates: boolean;
  /** Nobody waits for it any more. */
  abandon(): void;
}

/** What is asked of others about one answer. All of it is answered in time: each policy has its deadline. */
export interface Questions {
  readonly open: boolean;
  /** Text waits for an answer: nothing behind it is judged before. */
  readonly holding: boolean;
  /** So many are open that the source should pause. */
  readonly many: boolean;
  /** Nothing more is asked: what is not judged now never will be. */
  readonly closed: boolean;
  /** A fault of our own came between. */
  readonly failed: boolean;
  /** Calls whenever answers were taken, and when all is abandoned. One listener. */
  onAnswer(listener: () => void): void;
  /** The answer was cut off: only what goes on its record is still waited for. */
  conclude(): void;
  abandon(): void;
}

export interface ChannelFacts {
  readonly path: JsonPath;
  readonly role: Role;
  readonly kind: Kind;
  readonly name?: string;
  readonly json?: boolean;
  /** As the dialect names it: the answer's own words are in `N/text`, whatever comes behind. */
  readonly channel?: string;
  /** A string within a tool call that is told whole besides. */
  readonly leaf?: boolean;
}

export interface Replacement {
  /** UTF-16 offsets from the channel's start, half open. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** It puts a value of the caller's own back. */
  readonly restored?: true;
}

/**
 * Judges one string that arrives in pieces. Its results are the same for any way to cut the string:
 * what it says of an offset is said once, and is final.
 */
export interface Scanner {
  /** Text before this offset (from the channel's start) has been judged for good and may leave. */
  readonly clear: number;
  /** What to replace, in order; only grows, and only at or after the previous `clear`. */
  readonly replacements: readonly Replacement[];
  /** The policy that refuses the stream, once one does. */
  readonly blocked: string | undefined;
  /** Leaves whole or not at all, its opening included: what is of another lane need not wait for it. */
  readonly holds?: boolean;
  push(text: string): void;
  /** Text that is pushed later: what others are asked about it may be asked now. Only where they are. */
  readonly ahead?: ((text: string) => void) | undefined;
  /** The tool's name, where it is told once more. */
  named?(name: string): void;
  /** The tool's input, whole, where the wire has no text of it; may be told again. */
  called?(input: unknown): void;
  /** The string is whole: everything left is judged. */
  end(): void;
  /**
   * Judges the whole string at once, for a cumulative repeat: the same replacements as its pieces
   * got. `counted` is false when the pieces were on the record already.
   */
  whole(text: string, counted: boolean): readonly Replacement[];
  /**
   * Where others are asked: a scanner for a cumulative repeat, for what they have to say of it. Undefined
   * when it is the string word for word, since of that they were asked already.
   */
  readonly again?: ((text: string) => Scanner | undefined) | undefined;
}

import type { Call } from './call.ts';
import type { HeaderList } from './http.ts';

/** What is remembered of a caller's values between the calls of one conversation. Made by `traffic/`. */
export interface Conversations {
  /** The conversation that a call names and whose caller can be told; undefined: it stands alone. */
  of(call: Call, headers: HeaderList): Conversation | undefined;
}

/** One call's part in a conversation. */
export interface Conversation {
  /**
   * Names for what this call masks, as in earlier calls or new, and all else that is remembered.
   * `written`: the numbers that stand behind a label in the call's texts. Rejects with
   * `store_unavailable` where that refuses the call.
   */
  remember(values: readonly Masked[], written: Written): Promise<Remembered>;
}

export type Written = (label: string) => ReadonlySet<number> | undefined;

export interface Masked {
  readonly label: string;
  /** In the characters that the caller sent. */
  readonly original: string;
}

export interface Name {
  readonly label: string;
  readonly number: string;
}

export interface Remembered {
  /** Of the values, in their order. */
  readonly names: readonly Name[];
  /** What may be put back, by the label and number of the name. */
  readonly own: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

import type { Segment } from '../core/call.ts';
import type { Masked, Remembered } from '../core/conversation.ts';
import type { Cluster } from './redactions.ts';
import { createTape } from './tape.ts';

/** Where a cluster stands: what its offsets count in. */
export type Source = Pick<Segment, 'text' | 'json'>;

/** The name that stands for what is taken out; undefined when it is not taken out after all. */
export type Naming = (cluster: Cluster, source: Source | undefined) => string | undefined;

/** The caller's own values by the label and number of the placeholders that stand for them. */
export type OwnValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Names for what is taken out: the same value gets the same name throughout a call. */
export interface Placeholders {
  /** For what the caller says. */
  readonly masking: Naming;
  /** For what the provider says: the caller's own value stays, every other gets a name of its own. */
  readonly answering: Naming;
  /** What may be put back; undefined where nothing was masked to be restored. */
  readonly own: OwnValues | undefined;
  /** What only the conversation can name: markers stand for it in what was masked. */
  readonly unnamed: readonly Masked[];
  /** What the conversation remembers may be put back too. */
  remember(remembered: Remembered): void;
}

/** What the names of a call that restores must keep clear of. */
export interface Surroundings {
  /** Every label that a name may have. */
  readonly labels: readonly string[];
  /** Everything that the caller says: a placeholder in it is the caller's own writing. */
  readonly texts: readonly Source[];
  /** The call is part of a conversation, which names what lasts. */
  readonly conversation?: boolean;
}

/** Stands for a value that has no name yet; nothing else that is put into a text looks like it. */
export function markerOf(index: number): string {
  return `\u0000${index}\u0000`;
}

const nobody: readonly Masked[] = [];

/** Without surroundings nothing is ever restored, and numbers simply count up. */
export function createPlaceholders(around?: Surroundings): Placeholders {
  return new Names(around);
}

/** Most calls mask nothing: until one does, this is an object and no more. */
class Names implements Placeholders {
  private readonly around: Surroundings | undefined;
  private names: Map<string, string> | undefined = undefined;
  private counts: Map<string, number> | undefined = undefined;
  private taken: ReadonlyMap<string, ReadonlySet<number>> | undefined = undefined;
  private given: Map<string, Map<string, string>> | undefined = undefined;
  private withConversation: OwnValues | undefined = undefined;
  /** What was masked to be restored, as the detectors read it. */
  private known: Set<string> | undefined = undefined;
  private marked: Masked[] | undefined = undefined;

  constructor(around: Surroundings | undefined) {
    this.around = around;
  }

  get own(): OwnValues | undefined {
    return this.withConversation ?? this.given;
  }

  get unnamed(): readonly Masked[] {
    return this.marked ?? nobody;
  }

  remember({ own: remembered }: Remembered): void {
    if (remembered.size > 0) this.withConversation = new Map([...(this.given ?? []), ...remembered]);
  }

  /** Bound: handed on by itself. */
  readonly masking: Naming = (cluster, source) => {
    const { around } = this;
    const { label, value } = cluster;
    if (!cluster.restore || around === undefined || source === undefined) {
      return this.named(`${label}\u0000${value}`, label);
    }
    // By its very characters: two spellings of one value come back as they were written.
    const original = spellingOf(cluster, source);
    this.known ??= new Set();
    this.known.add(`${label}\u0000${value}`);
    const key = `${label}\u0002${original}`;
    if (around.conversation === true && cluster.lasting) return this.mark(`\u0003${key}`, { label, original });
    return this.named(key, label, original);
  };

  readonly answering: Naming = ({ label, value }) => {
    const key = `${label}\u0000${value}`;
    return this.known?.has(key) === true ? undefined : this.named(key, label);
  };

  /** `original`: what may be put back for the name, where anything may. */
  private named(key: string, label: string, original?: string): string {
    this.names ??= new Map();
    let name = this.names.get(key);
    if (name === undefined) {
      const number = String(this.next(label));
      name = `<${label}_${number}>`;
      this.names.set(key, name);
      if (original !== undefined) this.give(label, number, original);
    }
    return name;
  }

  private give(label: string, number: string, original: string): void {
    this.given ??= new Map();
    let values = this.given.get(label);
    if (values === undefined) {
      values = new Map();
      this.given.set(label, values);
    }
    values.set(number, original);
  }

  private next(label: string): number {
    this.counts ??= new Map();
    if (this.around !== undefined) this.taken ??= numbersIn(this.around);
    let count = (this.counts.get(label) ?? 0) + 1;
    while (this.taken?.get(label)?.has(count) === true) count++;
    this.counts.set(label, count);
    return count;
  }

  private mark(key: string, masked: Masked): string {
    this.names ??= new Map();
    this.marked ??= [];
    let marker = this.names.get(key);
    if (marker === undefined) {
      marker = markerOf(this.marked.length);
      this.names.set(key, marker);
      this.marked.push(masked);
    }
    return marker;
  }
}

/** The characters that the caller sent: of JSON source, those that its string says. */
function spellingOf({ start, end, bare }: Cluster, { text, json }: Source): string {
  const raw = text.slice(start, end);
  if (json !== true || bare || !raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

const numbered = /[_ -](\d{1,7})/g;
const UNDERSCORE = 95;
const BACKSLASH = 92;

/**
 * The numbers that stand behind a label anywhere in the texts, however it is written. Wider than what is
 * ever restored: also within words, and also each number that a longer one begins with.
 */
export function numbersIn({ labels, texts }: Surroundings): Map<string, Set<number>> {
  const numbers = new Map<string, Set<number>>();
  for (const { text: source, json } of texts) {
    const tape = createTape(json === true);
    tape.push(source);
    tape.end();
    const { text } = tape;
    for (const match of text.matchAll(numbered)) {
      for (const label of labels) {
        if (!endsIn(text, match.index, label)) continue;
        let taken = numbers.get(label);
        if (taken === undefined) {
          taken = new Set();
          numbers.set(label, taken);
        }
        const digits = match[1]!;
        for (let length = 1; length <= digits.length; length++) taken.add(Number(digits.slice(0, length)));
      }
    }
  }
  return numbers;
}

/** Whether the text before a separator ends in the label, in any case and with any separators in it. */
function endsIn(text: string, separator: number, label: string): boolean {
  let at = unescaped(text, separator);
  for (let i = label.length - 1; i >= 0; i--) {
    const c = text.charCodeAt(--at);
    const wanted = label.charCodeAt(i);
    if (wanted === UNDERSCORE) {
      if (c !== UNDERSCORE && c !== 32 && c !== 45) return false;
      at = unescaped(text, at);
    } else if (c !== wanted && (c & ~32) !== wanted) return false;
  }
  return true;
}

/** Markdown escapes the underscore. */
function unescaped(text: string, at: number): number {
  return text.charCodeAt(at) === UNDERSCORE && text.charCodeAt(at - 1) === BACKSLASH ? at - 1 : at;
}

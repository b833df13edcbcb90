import type { Usage } from './usage.ts';

export type Role = 'system' | 'user' | 'assistant' | 'tool';
export type Kind = 'text' | 'reasoning' | 'refusal' | 'tool_call' | 'tool_result';
export type Side = 'input' | 'output';

/** Where a string stands in a JSON document: `['messages', 2, 'content', 0, 'text']`. */
export type JsonPath = ReadonlyArray<string | number>;

/** A piece of text that somebody said, and where it stands in the bytes. */
export interface Segment {
  readonly path: JsonPath;
  readonly role: Role;
  readonly kind: Kind;
  readonly text: string;
  /** The tool's name on `tool_call` and, where the wire has it, on `tool_result`. */
  readonly name?: string;
  /** The text is JSON source (tool-call arguments as a string): edits must keep it valid. */
  readonly json?: boolean;
}

/** Content that was counted and not read: images, audio, files, token arrays. By kind. */
export type Unread = Readonly<Record<string, number>>;

export type Operation = 'chat' | 'text_completion' | 'embeddings' | 'count_tokens' | 'fetch_response' | 'compact';

/** A request as its dialect understood it. */
export interface Call {
  readonly operation: Operation;
  /** As requested; empty when the request names none. */
  readonly model: string;
  readonly stream: boolean;
  readonly segments: readonly Segment[];
  readonly unread?: Unread | undefined;
  /** How many messages (or input items) and tool definitions the request has. */
  readonly messages: number;
  readonly tools: number;
  /** Request parameters that telemetry reports, in the provider's own names. */
  readonly params: CallParams;
}

export interface CallParams {
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly seed?: number | undefined;
  readonly choiceCount?: number | undefined;
  readonly stopSequences?: readonly string[] | undefined;
  readonly reasoningLevel?: string | undefined;
  readonly outputType?: 'text' | 'json' | 'image' | 'speech' | undefined;
  readonly serviceTier?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly previousResponseId?: string | undefined;
  readonly encodingFormats?: readonly string[] | undefined;
  readonly dimensions?: number | undefined;
  /** The caller asked for usage in the stream itself. */
  readonly includeUsage?: boolean | undefined;
}

/** What an answer says about itself, whole or so far. */
export interface AnswerFacts {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  /** The provider's own words, one per choice. */
  readonly finish?: readonly string[] | undefined;
  readonly usage?: Usage | undefined;
  /** The provider's error code or type, when the answer is an error (also inside a 200). */
  readonly error?: string | undefined;
  readonly systemFingerprint?: string | undefined;
}

/** A tool call of an answer, as one thing: the strings within it are segments besides. */
export interface ToolCall {
  /** Where its input stands. */
  readonly path: JsonPath;
  readonly name: string;
  /** Its arguments: text, or what stands in their place where the wire has no text there. */
  readonly input: unknown;
  /** The text is JSON source. */
  readonly json: boolean;
}

/** A whole answer as its dialect understood it. */
export interface Answer extends AnswerFacts {
  readonly segments: readonly Segment[];
  readonly calls?: readonly ToolCall[] | undefined;
  /** Which segments are the answer's own words: no citations, no transcripts. */
  readonly said?: readonly number[] | undefined;
  readonly unread?: Unread | undefined;
}

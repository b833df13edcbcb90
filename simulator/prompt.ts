import type { JsonObject } from './json.ts';

/** A tool the caller offers. */
export interface Tool {
  readonly name: string;
  /** JSON Schema of the arguments. */
  readonly schema: JsonObject;
}

export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** A conversation in no dialect: all that decides what to answer. */
export interface Prompt {
  readonly model: string;
  /** Everything counted as input, tool definitions included. */
  readonly text: string;
  readonly messages: number;
  /** The last text a user said. */
  readonly lastUser: string;
  /** What the tool answered, when the conversation ends with that. */
  readonly toolResult: string | undefined;
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice;
  /** The caller allows several tool calls at once. */
  readonly parallel: boolean;
  readonly maxTokens: number | undefined;
  readonly stop: readonly string[];
  /** JSON was asked for, with or without a schema. */
  readonly json: { readonly schema: JsonObject | undefined } | undefined;
  /** The model reasons before it answers. */
  readonly thinks: boolean;
}

/** OpenAI's reasoning models, behind any router's prefix. */
export function isReasoningModel(model: string): boolean {
  return /(?:^|\/)(?:o\d|gpt-5)/.test(model) && !/chat/.test(model);
}

/** Names a provider resolves to a dated snapshot in its answer; every other name is answered as asked. */
const SNAPSHOTS: Readonly<Record<string, string>> = {
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14',
  'gpt-5': 'gpt-5-2025-08-07',
  'gpt-5-mini': 'gpt-5-mini-2025-08-07',
  'claude-sonnet-4-5': 'claude-sonnet-4-5-20250929',
  'claude-haiku-4-5': 'claude-haiku-4-5-20251001',
};

export function snapshotOf(model: string): string {
  return (Object.hasOwn(SNAPSHOTS, model) ? SNAPSHOTS[model] : undefined) ?? model;
}

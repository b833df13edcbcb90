import type { CallError } from './recorder.ts';

/** Marks our errors across two copies of the package in one process. */
const brand = Symbol.for('spanguard.error');

/**
 * An error with a stable code. `message` says what, where and what to do, and never holds content.
 */
export class SpanguardError extends Error {
  readonly code: ErrorCode;
  /** The call's id, once it is on the record. */
  call?: string;
  readonly [brand] = true;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SpanguardError';
    this.code = code;
  }
}

/** Every code a user may meet, with what it means; `docs/errors.md` is held to it by a test. */
export const errorCodes = {
  unknown_provider: 'The first path segment names no configured provider.',
  path_escapes_base: "The path would leave the provider's base path.",
  request_too_large: 'The request body is larger than limits.requestBytes.',
  headers_too_large: 'The request head is larger than limits.headerBytes.',
  malformed_request: 'The bytes are not an HTTP/1.1 request.',
  too_many_calls: 'limits.concurrentCalls are in flight already.',
  draining: 'The sidecar is shutting down and takes no new calls.',
  content_policy_violation: 'A policy refused the call.',
  unscannable: 'The body cannot be read by its dialect and onUnscannable is block.',
  store_unavailable: 'What a conversation remembers cannot be reached and store.onError is closed.',
  upstream_connect: 'No connection to the provider.',
  upstream_timeout: 'The provider did not answer in time.',
  upstream_broken: 'The provider broke off, or sent bytes that are no HTTP.',
  held_overflow: 'More of the answer had to be held than limits.heldBytes allows.',
  config_invalid: 'The configuration has faults.',
  internal: 'A fault of our own.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

export function isSpanguardError(error: unknown): error is SpanguardError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[brand] === true;
}

/** Which way an upstream failed; unknown errors count as broken off. */
export function callErrorOf(error: unknown): CallError {
  if (!isSpanguardError(error)) return 'internal';
  switch (error.code) {
    case 'upstream_connect':
    case 'upstream_timeout':
    case 'upstream_broken':
    case 'held_overflow':
    case 'request_too_large':
      return error.code;
    default:
      return 'internal';
  }
}

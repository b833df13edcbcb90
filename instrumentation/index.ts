/**
 * The package's programmatic entry: `guard` any upstream, `wrapFetch` any `fetch`, and tell calls apart.
 */
export * from '../config/index.ts';
export { type CallFacts, withCall } from './aside.ts';
export { lastCalls } from './last-calls.ts';
export { wrapFetch } from './wrap-fetch.ts';

/** What a program may use of the rooms below; `instrumentation/index.ts` is the package's entry. */
export type { Call, Segment } from '../core/call.ts';
export type { Endpoint } from '../core/dialect.ts';
export { type ErrorCode, SpanguardError } from '../core/errors.ts';
export { guard } from '../core/guard.ts';
export type { Guardrails } from '../core/guardrails.ts';
export type { Body, HeaderList, HttpRequest, HttpResponse, Upstream } from '../core/http.ts';
export type { Cost, Usage } from '../core/usage.ts';
export type { Finding, Verdict } from '../core/verdict.ts';
export type { Asking, Category, Match } from '../policies/detector.ts';
export type { OwnDetector } from '../policies/own/own-detector.ts';
export type { CallEntry } from '../telemetry/index.ts';
export { assemble, type Product } from './assemble.ts';
export type { LoadedConfig } from './load.ts';
export { readConfig as loadConfig } from './read.ts';

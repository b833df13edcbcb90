import type { Usage } from '../core/usage.ts';

export type BucketName = Exclude<keyof Usage, 'tier'>;

/** Buckets that a call may count, and what they are called as a label. */
export const tokenBuckets: ReadonlyArray<readonly [BucketName, string]> = [
  ['input', 'input'],
  ['cacheRead', 'cache_read'],
  ['cacheWrite', 'cache_write'],
  ['cacheWrite1h', 'cache_write_1h'],
  ['output', 'output'],
  ['reasoning', 'reasoning'],
  ['audioInput', 'audio_input'],
  ['audioCacheRead', 'audio_cache_read'],
  ['audioOutput', 'audio_output'],
];

/** One set of names for what remote detectors find; anything else is `other`, so that labels stay few. */
export const remoteCategories = [
  'harassment',
  'hate',
  'illicit',
  'self-harm',
  'sexual',
  'sexual-minors',
  'violence',
  'pii',
  'secret',
  'injection',
  'other',
] as const;

export type RemoteCategory = (typeof remoteCategories)[number];

const known: ReadonlySet<string> = new Set(remoteCategories);

export function categoryOf(name: unknown): RemoteCategory {
  return typeof name === 'string' && known.has(name) ? (name as RemoteCategory) : 'other';
}

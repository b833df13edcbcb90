const masked = '***';
const secretKey = /key|token|secret|password|passwd|credential|authorization|^canaries$/i;
/** What the usual credentials look like: provider keys, cloud keys, JWTs, bearer values. */
const secretValue = /^(?:sk-|rk-|pk-|gsk_|xai-|ghp_|gho_|github_pat_|glpat-|xox[a-z]-|AKIA|AIza|eyJ|Bearer\s|Basic\s)/;
/** A long run of letters and digits with both in it, which no setting of ours is. */
const randomLooking = /^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_+/=-]{32,}$/;

/** A text without the secrets it may hold: credentials in URLs, keys, tokens. `key` is its name. */
export function maskText(text: string, key?: string | number): string {
  if (typeof key === 'string' && secretKey.test(key)) return masked;
  if (secretValue.test(text) || randomLooking.test(text)) return masked;
  // Also where the URL is not valid: that is just when people are shown it.
  return text.replace(/(:\/\/)[^/?#]*@/g, `$1${masked}@`).replace(/(:\/\/[^?]*\?).*$/s, `$1${masked}`);
}

/** The configuration for `/config` and logs: a copy with secrets masked. */
export function maskConfig<T>(config: T): T {
  return masking(config, undefined) as T;
}

function masking(value: unknown, key: string | number | undefined): unknown {
  if (typeof value === 'string') return maskText(value, key);
  if (Array.isArray(value)) return value.map((item) => masking(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, masking(item, name)]));
}

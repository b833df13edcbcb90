/** What stands for a secret in documentation, examples, templates and forms. */
const words =
  /(?:^|[^a-z])(?:your|example|placeholder|redacted|replace|insert|change[_-]?(?:me|it|this)|dummy|sample|todo|tbd|masked|hidden|removed|here|foobar|goes|enter|fixme)(?:[^a-z]|$)|example$|changeme|placeholder|^your[A-Z_-]?/i;
const named =
  /^(?:(?:my|your|the|some|a|an|new|old|db|user|admin|root|test|super|top|default|strong|secure|really|not)[-_ ]?){0,3}(?:pass|passw[o0]rd|passwd|passphrase|pwd|secret|token|key|api[-_]?key|credential|value|string|text|none|null|nil|undefined|true|false|required|optional|empty|unset|unknown|name)s?[-_ ]?\d{0,4}$/i;
const filled = /[x*•#]{4}|\.{3}|…|(\w)\1{5}|(?:0?1234567890?|9876543210|abcdefgh|qwerty)/i;
/** `$VAR`, `${VAR}`, `%VAR%`, `{{ x }}`, `<x>`, `@x@`, `env:X`, `os.environ`, a call, an index. */
const reference =
  /^(?:[$%{<@&]|ENC\[|(?:vault|ssm|op|kms|env|file|secrets?|secretref|ref|arn|keyvault|projects|data|sha\d+|https?)[:/.]|(?:process|os|self|this|config|settings|args|req|request|params|props|options|ctx|context|state)\??\.)|[([{]|\$\{|\{\{|:\/\//i;

/** Is no value, but says where one would stand or comes from. */
export function isPlaceholder(value: string): boolean {
  return named.test(value) || filled.test(value) || words.test(value) || reference.test(value);
}

/** Of a credential with a mark of its issuer, of which the rest is what may be made up. */
export function isMadeUp(key: string): boolean {
  return /x{6}|EXAMPLE|placeholder|redacted|your[-_]|change[-_]?me|(\w)\1{8}/i.test(key);
}

/** Bits in a character, by how often each is there. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const letter of value) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Words with separators between them, or a name in code: nothing random. */
const spoken = /^[A-Za-z]*(?:[-_./: ][A-Za-z]+)*[-_]?\d{0,4}$/;
const inCode = /^[A-Za-z_$][\w$]{0,40}(?:\??\.[A-Za-z_$][\w$]{0,40})+$/;

/** Letters and digits in no order that a person would give them: what machines issue. */
export function looksRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) {
    return /^(?=.*[a-z])(?=.*[A-Z]).{24,}$/.test(value) && entropyOf(value) > 4 && !/[a-z]{7}|[-_.]/.test(value);
  }
  if (spoken.test(value) || (inCode.test(value) && value.length < 60 && !/\d.*\d.*\d/.test(value))) return false;
  return entropyOf(value) >= 2.8;
}

/** How many of small letters, capitals (not only the first), digits and marks there are. */
export function kindsIn(value: string): number {
  return (
    Number(/[a-z]/.test(value)) +
    Number(/.[A-Z]/.test(value)) +
    Number(/\d/.test(value)) +
    Number(/[^A-Za-z0-9]/.test(value))
  );
}

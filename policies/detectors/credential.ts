import type { Detector } from '../detector.ts';
import { keyShape } from './key-shapes.ts';
import { isPlaceholder, kindsIn, looksRandom } from './placeholder.ts';
import { endsAt, keyName, mayEndName, pairName, passwordName } from './secret-names.ts';
import { byStart, firstOpen, matchValues, openValue, type ToldValue, valueAfter, valueReach } from './told-values.ts';

interface Told extends ToldValue {
  readonly kind: 'password' | 'key';
  /** Told in a sentence, in which a word is a word. */
  readonly said?: boolean;
}

/** The longest that is looked at before a value. */
const context = 160;
/** Most characters between a separator and the value behind it. */
const longestGap = 56;
/** `curl -u name:…` */
const user = /["']?[\w.@+-]{1,40}:/y;
const issued = new RegExp(`^${keyShape}`);

/**
 * Values that their name tells to be secret: `api_key = "…"`, `password: …`, `<secret>…</secret>`, "the
 * password is …". Passwords must not look like words or code, keys and tokens must look random, and
 * neither like an example. What has an issuer's mark is of `api-key`.
 */
export const credential: Detector = {
  name: 'credential',
  category: 'secret',
  label: 'CREDENTIAL',
  reach: valueReach,
  context,
  open: (text, from = 0) => openValue(text, toldIn(text, firstOpen(text, from))),
  detect: (text, from = 0) => matchValues(text, from, toldIn(text, from), scoreOf),
  examples: {
    hits: [
      ['api_key = "q8Zr2LmX0vTn5WcK7yBd"', 'q8Zr2LmX0vTn5WcK7yBd'],
      ['password: hunter2!x', 'hunter2!x'],
      ['DB_PASSWORD=Tr0ub4dor&3', 'Tr0ub4dor&3'],
      ["const dbPassword: string = 'k33p-0ut'; // no", 'k33p-0ut'],
      ['{"client_secret": "8fK2-pQ7zW1xV9nB4mL6tR3"}', '8fK2-pQ7zW1xV9nB4mL6tR3'],
      ['"{\\"token\\": \\"f3a9c1d7e5b24680a1c3\\"}"', 'f3a9c1d7e5b24680a1c3'],
      ['<password>S0mmer!2031</password>', 'S0mmer!2031'],
      ['aws_secret_access_key = u8Dk3/Qz7LwX+p2RmV9sTn4BcYf6HjGa1EoKiW5x', 'u8Dk3/Qz7LwX+p2RmV9sTn4BcYf6HjGa1EoKiW5x'],
      ['- name: API_TOKEN\n  value: 5f2b9c7e1d8a4f60b3e7', '5f2b9c7e1d8a4f60b3e7'],
      ['My password is Gr4vel-Path9, please keep it.', 'Gr4vel-Path9'],
      ['mysql --user root --password pL4tform! main', 'pL4tform!'],
      ["ALTER USER app WITH PASSWORD 'n0t-4-guess';", 'n0t-4-guess'],
      ['Das Passwort: Zw1ebel#77.', 'Zw1ebel#77'],
      ['密码: Qz7!mmLp9', 'Qz7!mmLp9'],
      ['**Password:** `c0rrect-h0rse`', 'c0rrect-h0rse'],
      ["define('DB_PASSWORD', 'n0t-4-guess');", 'n0t-4-guess'],
      ['curl -u anna:x7Kq22mPzz https://example.com', 'x7Kq22mPzz'],
      ['My API key is 4kT9xPqL2mVb7NcZ8RyWsD5f, see?', '4kT9xPqL2mVb7NcZ8RyWsD5f'],
      ['machine example.com login anna password x7Kq22mPzz', 'x7Kq22mPzz'],
      ['"secret_key" => "Zt5vN8qLw2RkXy7DmBc4"', 'Zt5vN8qLw2RkXy7DmBc4'],
    ],
    misses: [
      'password = getpass.getpass("Password: ")',
      'api_key = os.environ["API_KEY"]',
      'api_key: "your-api-key-here"',
      'PASSWORD=$DB_PASSWORD',
      'password: ********',
      'password = user_password',
      'The secret: always salt the water.',
      'max_tokens: 4096, next_token: "eyJvZmZzZXQiOjEwMH0aB3"',
      '{"type": "string", "name": "password"}',
      'token = "<insert token here>"',
      'a password: string; another: number',
      'key = "q8Zr2LmX0vTn5WcK7yBd"',
      'the token is used by everyone, and the secret key is kept',
      'password is required, password is case-sensitive',
      'primary_key=users_2024_pkey_0001',
      'secret: {{ .Values.secret }}',
    ],
  },
};

/** The announced values that start at or after `from`, in order. */
function toldIn(text: string, from: number): Told[] {
  const told: Told[] = [];
  const begin = Math.max(0, from - longestGap);
  const add = (value: ToldValue, kind: Told['kind'], said = false): void => {
    if (value.start >= from) told.push({ ...value, kind, said });
  };
  for (const separator of '=:>') {
    for (let at = text.indexOf(separator, begin); at !== -1; at = text.indexOf(separator, at + 1)) {
      const kind = kindBefore(text, at, separator);
      if (kind !== undefined) add(valueAfter(text, separator === '=' && text[at + 1] === '>' ? at + 2 : at + 1), kind);
    }
  }
  for (const pair of ['",', "',"]) {
    for (let at = text.indexOf(pair, begin); at !== -1; at = text.indexOf(pair, at + 1)) {
      // `define('DB_PASSWORD', 'x')`: a name in quotes, and so its value.
      const kind = kindBefore(text, at, ',');
      if (kind === undefined) continue;
      const value = valueAfter(text, at + 2);
      if (value.quote === pair[0]) add(value, kind);
    }
  }
  for (let at = text.indexOf('-u ', begin); at !== -1; at = text.indexOf('-u ', at + 1)) {
    user.lastIndex = at + 3;
    if (user.test(text)) add({ start: user.lastIndex, quote: '' }, 'password');
  }
  word.lastIndex = Math.max(0, begin - 8);
  while (word.test(text)) speech(text, word.lastIndex, add);
  if (told.length > 1) told.sort(byStart);
  return told;
}

/** Found faster than any one spelling of it. */
const word = /(?:assword|api.key)/gi;
const behind =
  /(?:[ \t]{1,2}(?:is|was|to|ist|lautet|es|est)(?: now)?[ \t]?:?(?=[ \t])|[ \t]?\(|(?=[ \t]{1,2}["'`])|[ \t](?=[A-Za-z0-9_+/=-]{20}))/y;

const flagged = /--password$|(?:^|\s)login\s{1,4}\S{1,40}\s{1,8}password$/i;

/** `password is x`, `the API key is x`, `--password x`, `setPassword("x")`, `PASSWORD 'x'`. */
function speech(text: string, at: number, add: (value: ToldValue, kind: Told['kind'], said: boolean) => void): void {
  const kind = /assword$/i.test(text.slice(Math.max(0, at - 7), at)) ? 'password' : 'key';
  behind.lastIndex = at;
  const hit = behind.exec(text);
  if (hit === null) {
    if (text.charAt(at) === ' ' && flagged.test(text.slice(Math.max(0, at - 70), at))) {
      add({ start: at + 1, quote: '' }, 'password', false);
    }
    return;
  }
  const value = valueAfter(text, behind.lastIndex);
  // Brackets and a space alone announce something only when it is quoted.
  if (value.quote !== '' || /[a-z]/.test(hit[0]) || kind === 'key') add(value, kind, true);
}

const type = /(?<=[:\s](?:string|str|text|char\*?|&str)\??)/iy;
const namedValue = /(?<=["'\s]value)/iy;

/** What the name before a separator says that the value is. */
function kindBefore(text: string, at: number, separator: string): Told['kind'] | undefined {
  // `:=` is told by its second half.
  if (separator === ':' && text.charAt(at + 1) === '=') return undefined;
  let end = at;
  if (separator === '=') while (end > 0 && at - end < 2 && '=:!'.includes(text.charAt(end - 1))) end--;
  end = nameEnd(text, end);
  const last = text.charCodeAt(end - 1);
  if (separator === '>') {
    // Only a tag: `<password>`.
    if (end !== at || !/<[\w.:-]+$/.test(text.slice(Math.max(0, end - 40), end))) return undefined;
  } else if (last === 103 || last === 114 || last === 116 || last === 82 || last === 42) {
    // `password: string = …`
    if (separator === '=' && endsAt(type, text, end)) {
      const colon = text.slice(Math.max(0, end - 12), end).lastIndexOf(':');
      if (colon !== -1) end = nameEnd(text, Math.max(0, end - 12) + colon);
    }
  } else if ((last | 32) === 101 && (text.charCodeAt(end - 2) | 32) === 117) {
    // `name: API_TOKEN, value: …`
    if (endsAt(namedValue, text, end)) end = nameEnd(text, end - 5, '"\' \t\r\n,');
  }
  if (!mayEndName(text, end)) return undefined;
  if (endsAt(passwordName, text, end)) return endsAt(pairName, text, end) ? undefined : 'password';
  if (endsAt(keyName, text, end)) return endsAt(pairName, text, end) ? undefined : 'key';
  return undefined;
}

/** Back over what may stand between a name and its separator. */
function nameEnd(text: string, at: number, between = '"\'`] \t\\*'): number {
  let end = at;
  while (end > 0 && at - end < 16 && between.includes(text.charAt(end - 1))) end--;
  return end;
}

function scoreOf(value: string, { kind, quote, said = false }: Told): number {
  const { length } = value;
  if (length < 6 || isPlaceholder(value) || issued.test(value)) return 0;
  if (kind === 'key' && length >= 16 && /^[\w+/=.~:!%-]+$/.test(value) && looksRandom(value)) return 0.9;
  if (kind === 'key' && (quote === '' || length < 8 || !/[^\w.:/ -]/.test(value))) return 0;
  return passwordScore(value, quote !== '', said);
}

/** `$2b$…`, `$argon2id$…`, `pbkdf2:…`: what is kept of a password is none. */
const hashed = /^(?:\$(?:2[abxy]|argon2|[156]|scrypt|pbkdf2)|\{[\w-]+\}|pbkdf2|bcrypt|scrypt:)/;

function passwordScore(value: string, quoted: boolean, said: boolean): number {
  if (hashed.test(value) || /^[./~]*\/|[a-z]\.[a-z]{2,}$/.test(value)) return 0;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)) return 0;
  const kinds = kindsIn(value);
  const digit = /\d/.test(value);
  if (!quoted) {
    const mark = /[!@#$%^*?~+=/]/.test(value);
    if (/^\d[\d.,:/-]*$/.test(value) || /^[a-z]+(?:[-_][a-z]+)*$/i.test(value)) return 0;
    return kinds >= 2 && (digit || (mark && !said)) ? 0.8 : 0;
  }
  if (/^\d+$/.test(value)) return value.length >= 6 ? 0.6 : 0;
  // One or several plain words: a label, an enumeration, or a weak password.
  if (/^[A-Za-z]+(?:[-_. ][A-Za-z]+)*[:?.!]?$/.test(value)) return said ? 0 : 0.3;
  return kinds >= 2 ? 0.85 : 0.3;
}

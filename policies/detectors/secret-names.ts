import { tailsOf } from './name-tails.ts';

/** What secrets are called, in code, configuration and speech. */

/** Ends in one of these, whatever stands before. */
const passwords = [
  'pass[_-]?word',
  'passwd',
  'pass[_-]?phrase',
  '(?<![a-z])(?:db|user|admin|root|my|smtp|ftp|mail|redis|mysql|pg|login|ssh|sudo|vpn|wifi)?[_-]?(?:pass|pwd|psw|pw|pass[_-]?code)',
  '[a-z](?:_|-)(?:pass|pwd|pw)',
  'contrase(?:ñ|n|ny)a',
  '(?<![a-z])clave(?: secreta)?',
  'mot[ _-]?de[ _-]?passe',
  '(?<![a-z])mdp',
  'passwor[dt]',
  'kennwort',
  '(?<![a-z])(?:senha|parola|haslo|hasło|heslo|geslo|şifre|sifre|jelsz[oó]|lozinka|salasana|slaptažodis)',
  'palavra[ -]passe',
  'wachtwoord',
  'l(?:ö|o)senord',
  'adgangskode',
  'passord',
  'mật khẩu',
  'пароль?',
  'κωδικός',
  '密[码碼]',
  '口令',
  'パスワード',
  '비밀번호',
  '암호',
  '패스워드',
  'كلمة (?:المرور|السر)',
  'סיסמ[הא]',
  'पासवर्ड',
  'รหัสผ่าน',
];
const keys = [
  '(?:api|app|access|secret|account|storage|signing|signature|encryption|encrypt|decrypt|master|private|admin|license|webhook|service|shared[ _-]?access|subscription|consumer|client|deploy|session|jwt|hmac|cipher|aes|des|auth|ssh|gpg|openai|anthropic|aws|azure|gcp|google|stripe|twilio|sendgrid|mistral|cohere|groq|gemini|deepseek|together|pinecone|datadog|cloudflare|hugging[ _-]?face|replicate|github|gitlab)[ _.-]?key',
  'private[ _-]?key[ _-]?id',
  'secret',
  '(?<=[?&])sig',
  '(?<!(?:next|prev|previous|page|pagination|paging|cursor|sync|continuation|continue|resume|skip|csrf|xsrf|max|min|num|total|pad|eos|bos|unk|sep|cls|mask|stop|special|device|push|fcm|start|end|first|last|per|cancellation|cancel|idempotency)[ _.-]?)token',
  '(?<![a-z])(?:credentials?|creds)',
  "(?<![a-z])(?:clé|cle|clave|chave|chiave|klucz|ключ)[ _-](?:api|secr[eè]te|secreta|d['’]acc[eè]s)",
  'api[ _-]?(?:schlüssel|ключ|clé)',
  'секретный ключ',
  '密[钥鑰]',
  'api[ _-]?(?:キー|키)',
];
const suffixes = 'prod|production|dev|stag(?:e|ing)|live|default|main|old|new|primary|secondary';

function ending(names: readonly string[]): RegExp {
  return new RegExp(`(?<=(?:${names.join('|')})(?:[_-]?(?:\\d{1,2}|${suffixes}))?)`, 'iy');
}

export const passwordName: RegExp = ending(passwords);
export const keyName: RegExp = ending(keys);

/** As expressions. */
export const secretNames: readonly string[] = [...passwords, ...keys];
const tails = tailsOf([...secretNames, suffixes]);

/** Whether one of them may end here: a look at the last letters, which is yes where either name does. */
export function mayEndName(text: string, at: number): boolean {
  let end = at;
  // Behind a name may stand a number of two digits.
  while (at - end < 2 && isDigit(text.charCodeAt(end - 1))) end--;
  if (end < at && '_-'.includes(text.charAt(end - 1))) end--;
  return tails(text, end);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Of one piece of a connection string. */
export const pairName =
  /(?<=[;?&]\s{0,2}(?:password|passwd|pwd|passphrase|accountkey|sharedaccesskey|sharedsecret|sslpassword))/iy;

/** Does a name end at this place? */
export function endsAt(name: RegExp, text: string, at: number): boolean {
  name.lastIndex = at;
  return name.test(text);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyShapes } from '../../policies/detectors/key-shapes.ts';
import { createJudge } from '../../policies/judge.ts';
import { callOf, now, policy } from './support/calls.ts';

const judge = createJudge([policy({ detect: ['secret'], action: 'flag' })], { remembered: 0 });

/** What is found in a text, as it stands there. */
function foundIn(text: string): string[] {
  return now(judge(callOf(text)).input()).findings.map(({ start, end }) => text.slice(start, end));
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const of = (alphabet: string, min: number, max = min): fc.Arbitrary<string> =>
  fc.noBias(fc.string({ unit: fc.constantFrom(...alphabet), minLength: min, maxLength: max }));
const token = fc.oneof(
  of(`${letters}0123456789`, 20, 64),
  of('0123456789abcdef', 32, 64),
  of(`${letters}0123456789+/`, 40),
);
/** As password generators and careful people make them. */
const password = fc
  .tuple(of(letters, 3, 8), of('0123456789', 1, 4), of('!#%*?+=^~@', 1, 2), of(`${letters}0123456789`, 2, 6))
  .map((parts) => parts.join(''));
const plain = fc.tuple(of(letters, 4, 8), of('23456789', 2, 4)).map(([word, digits]) => word + digits);

type Case = fc.Arbitrary<readonly [text: string, secret: string]>;
const keys = [
  'api_key',
  'apiKey',
  'API-KEY',
  'x-api-key',
  'access_token',
  'clientSecret',
  'JWT_SECRET',
  'auth_token',
  'MISTRAL_API_KEY',
  'aws_secret_access_key',
  'secretKey',
  'encryption.key',
  'webhook secret',
  'AccountKey',
];
const names = [
  'password',
  'Password',
  'DB_PASSWORD',
  'passwd',
  'userPwd',
  'smtp_pass',
  'passphrase',
  'Passwort',
  'contraseña',
  'mot de passe',
  'senha',
  'пароль',
  '密码',
  'パスワード',
  'hasło',
];
const assigned = [
  'N = "V"',
  "N: 'V'",
  'N=V',
  'export N=V',
  '"N": "V"',
  '{"a":1,"N":"V","b":2}',
  'N := "V"',
  "'N' => 'V',",
  'N: V\n',
  '\\"N\\": \\"V\\"',
  '<N>V</N>',
  '| N: `V` |',
  '- name: N\n  value: V',
  'const N: string = "V";',
  "N = b'V'",
  'the N: V.',
  '<add key="N" value="V"/>',
];

const filled = (templates: readonly string[], name: readonly string[], value: fc.Arbitrary<string>): Case =>
  fc.tuple(fc.constantFrom(...templates), fc.constantFrom(...name), value).map(([template, each, secret]) => {
    // Tags and elements have names without spaces.
    const label = template.startsWith('<') ? each.replaceAll(' ', '_') : each;
    return [template.replace('N', label).replace('V', () => secret), secret] as const;
  });

const issuer = fc.oneof(...keyShapes.map((shape) => fc.noBias(fc.stringMatching(new RegExp(`^(?:${shape})$`)))));
const around = ['use V now', 'KEY="V"', 'Bearer V', '{"k":"V"}', 'V', 'key: V,', 'https://x.example/?k=V'];
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const trueCases: Readonly<Record<string, Case>> = {
  'keys with their issuers’ marks': fc
    .tuple(fc.constantFrom(...around), issuer)
    .map(([template, key]) => [template.replace('V', () => key), key] as const),
  'keys by their name': filled(assigned, keys, token),
  'passwords by their name': filled(assigned, names, password),
  'plain passwords': filled(assigned, names.slice(0, 8), plain),
  'passwords in speech': filled(
    ['my N is V', 'The N is "V", keep it', 'mysql --N V db', "CREATE USER a WITH N 'V';", 'setN("V")', 'N: V'],
    ['password', 'Password'],
    password,
  ).map(([text, secret]) => [text.replace('--Password', '--password'), secret] as const),
  'URLs with passwords': fc
    .tuple(
      fc.constantFrom('postgres', 'mysql', 'mongodb+srv', 'amqp', 'redis', 'smtp', 'https', 'jdbc:postgresql'),
      fc.oneof(plain, of(letters, 9)),
    )
    .map(([scheme, secret]) => [`at ${scheme}://app:${secret}@db.example.com:1234/main`, secret] as const),
  'pairs of connection strings': fc
    .tuple(
      fc.constantFrom('Server=a;Uid=b;Pwd=V;', 'Host=a;Password=V', 'jdbc:db2://h/d?user=a&password=V&ssl=1'),
      fc.oneof(plain, of(letters, 6, 12)),
    )
    .map(([template, secret]) => [template.replace('V', () => secret), secret] as const),
  headers: fc
    .tuple(
      fc.constantFrom(
        'Authorization: Bearer V',
        "-H 'authorization: Token V'",
        '"Authorization": "Bearer V"',
        'Authorization: V',
      ),
      token,
    )
    .map(([template, secret]) => [template.replace('V', () => secret), secret] as const),
  'basic headers': fc
    .tuple(fc.constantFrom('Authorization: Basic V', '{"Authorization":"Basic V"}'), password)
    .map(
      ([template, secret]) =>
        [template.replace('V', () => base64(`user:${secret}`)), base64(`user:${secret}`)] as const,
    ),
};

const words = [
  'user_token',
  'getSecret()',
  'config.password',
  'process.env.API_KEY',
  'os.environ["KEY"]',
  '$PASSWORD',
  '%PASSWORD%',
  '<your-password>',
  '********',
  'xxxxxxxx',
  'your_api_key',
  'your-api-key-here',
  'changeme',
  'CHANGE_ME',
  'example',
  'null',
  'None',
  'string',
  'required',
  'REDACTED',
  'settings.SECRET_KEY',
  'my-secret',
  'password123',
  'vault:secret/data/app',
  'op://vault/item/field',
  'z.string().min(8)',
  'SecretStr',
  'placeholder_value',
  'sk-...',
  'INSERT_TOKEN_HERE',
  '@password@',
  '#{password}',
  'true',
  '12',
  'Enter your password',
  'forgotten',
  'secretmanager.googleapis.com',
  '/run/secrets/db',
  'process.env["X"]',
  'args.token',
  '1234567890',
  'test',
];
const uuid = fc.uuid();
const hex = of('0123456789abcdef', 40, 64);
const falseCases: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'what stands for a value': filled(assigned, [...keys, ...names], fc.constantFrom(...words)).map(([text]) => text),
  'what only looks random': fc
    .tuple(
      fc.constantFrom(
        'commit V',
        'sha256:V',
        'id: V',
        'etag="V"',
        'integrity: V',
        'request_id=V',
        'https://a.example/V.png',
        'public_key: V',
        'cache_key: V',
        'next_token: V',
        'checksum = "V"',
        'primary key V',
        'V',
      ),
      fc.oneof(uuid, hex, of(`${letters}0123456789`, 20, 40)),
    )
    .map(([template, value]) => template.replace('V', () => value)),
  'talk of secrets': fc.constantFrom(
    'The password must have at least 12 characters: letters, digits and marks.',
    'Password: at least 8 characters, 1 digit',
    'max_tokens: 4096, total_tokens=81234',
    'What is the secret of good bread? Time: 24h.',
    'A token: 1 to 4 characters of text.',
    'Bearer authentication needs an Authorization header: see RFC 6750.',
    'Authorization: Bearer <token>',
    'if (password == null || password.length < 8) return;',
    'password: Optional[str] = None',
    'def login(user: str, password: str) -> Token:',
    '{"password": {"type": "string", "minLength": 8}}',
    '<input type="password" name="password" placeholder="Password">',
    'postgres://user:password@localhost:5432/db',
    'https://example.com:8443/login?next=/home',
    'The key: 42 doors, 7 locks.',
    'secret: !Ref DatabaseSecret',
    'token = request.headers.get("X-Token-1")',
    'password: process.env.DB_PASSWORD_2,',
    'const token = await getToken(user1);',
    'tokens: 1,234,567 in, 345 out',
    'pass: 120, fail: 3, pass=98.5%',
    'passwordHash: "$2b$12$abcdefghijklmnopqrstuuJ8fQ0m9Yx2Zr4Lw6Kd8Vn1Tb3Hc5Gs7"',
  ),
};

/** How many of a thousand, always the same ones. */
function share<T>(
  cases: fc.Arbitrary<T>,
  counts: (one: T) => boolean,
): { readonly share: number; readonly others: T[] } {
  const all = fc.sample(cases, { numRuns: 1000, seed: 20261120 });
  const others = all.filter((one) => !counts(one));
  return { share: (all.length - others.length) / all.length, others: others.slice(0, 12) };
}

describe('secrets', () => {
  it.each(Object.entries(trueCases))('finds %s', (_, cases) => {
    // Of a longer match the secret is a part: a URL, or what touches it.
    const { share: found, others } = share(cases, ([text, secret]) =>
      foundIn(text).some((one) => one.includes(secret)),
    );
    if (found < 0.98) expect(others).toEqual([]);
    expect(found).toBeGreaterThanOrEqual(0.98);
  });

  it.each(Object.entries(falseCases))('passes over %s', (_, cases) => {
    const { share: quiet, others } = share(cases, (text) => foundIn(text).length === 0);
    if (quiet < 0.97) expect(others).toEqual([]);
    expect(quiet).toBeGreaterThanOrEqual(0.97);
  });
});

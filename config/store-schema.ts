import { z } from 'zod';

/** The parts of the schema about what outlives a call. */

const longestLife = 2_592_000;

export const defaultLife = 3600;

export const restore = z.union(
  [
    z.boolean(),
    z.strictObject({
      scope: z
        .enum(['call', 'conversation'])
        .describe(
          'For the call (as `true` does), or for the conversation that it names (docs/conversations.md): the same value has the same placeholder in all of its calls.',
        ),
      ttlSeconds: z
        .int()
        .min(1)
        .max(longestLife)
        .default(defaultLife)
        .describe('How long a conversation is remembered after its last call. The same for all policies.'),
    }),
  ],
  {
    error: `true, false, or a mapping { scope: call | conversation, ttlSeconds: 1 to ${longestLife} }`,
  },
);

const envName = z.string().regex(/^(?!SPANGUARD_)[A-Za-z_][A-Za-z0-9_]{0,127}$/, {
  error: 'the name of an environment variable, such as REDIS_URL (names with SPANGUARD_ are settings)',
});

export const store = z.strictObject({
  type: z
    .enum(['memory', 'redis'])
    .default('memory')
    .describe('In this process, or in Redis 6.2 or newer for all processes that share it and its key.'),
  url: z
    .string()
    .refine(isStoreUrl, { error: 'redis[s]://HOST[:PORT][/DATABASE]; one with a password is given by urlEnv' })
    .optional()
    .describe('Where Redis is, without credentials.'),
  urlEnv: envName.optional().describe('The environment variable that says where Redis is, credentials included.'),
  keyEnv: envName
    .optional()
    .describe('The environment variable with the secret, of at least 32 characters, that encrypts what Redis holds.'),
  deadlineMs: z
    .int()
    .min(1)
    .max(60_000)
    .optional()
    .describe('Longest time for one access to Redis; 200 when absent. A call makes one, and two where it masks anew.'),
  onError: z
    .enum(['open', 'closed'])
    .optional()
    .describe('Without Redis: `open` (when absent) lets calls stand alone, `closed` refuses those of conversations.'),
  bytes: z
    .int()
    .min(65_536)
    .max(17_179_869_184)
    .optional()
    .describe('Most bytes of `memory`; 67108864 when absent. What was not used for longest goes.'),
});

function isStoreUrl(text: string): boolean {
  return (
    /^rediss?:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:\/\d{0,5})?$/.test(text) && URL.canParse(text)
  );
}

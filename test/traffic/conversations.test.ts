import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../core/call.ts';
import type { Conversation, Masked, Name } from '../../core/conversation.ts';
import type { HeaderList } from '../../core/http.ts';
import { type ConversationsOptions, createConversations } from '../../traffic/conversations.ts';
import { createMemoryStore } from '../../traffic/memory-store.ts';
import { type Store, StoreFault } from '../../traffic/store.ts';

const anns: HeaderList = [
  ['Authorization', 'Bearer ann'],
  ['X-Spanguard-Conversation', 'c1'],
];
const callOf = (params: Call['params'] = {}): Call => ({
  operation: 'chat',
  model: 'm',
  stream: false,
  segments: [],
  messages: 0,
  tools: 0,
  params,
});
const unwritten = (): undefined => undefined;
const mail = (n: number): Masked => ({ label: 'EMAIL', original: `user${n}@example.com` });
const nameOf = ({ label, number }: Name): string => `${label}_${number}`;

function remembering(options: Partial<ConversationsOptions> = {}) {
  const faults: string[] = [];
  const store = options.store ?? createMemoryStore({ bytes: 10_000_000 });
  const conversations = createConversations({
    store,
    secret: 'secret',
    ttlMs: 1000,
    onError: 'open',
    failed: (reason) => faults.push(reason),
    ...options,
  });
  return {
    faults,
    of: (headers: HeaderList, params?: Call['params']) => conversations.of(callOf(params), headers),
    conversation: (headers: HeaderList = anns) => conversations.of(callOf(), headers) as Conversation,
  };
}

async function names(conversation: Conversation, ...values: Masked[]): Promise<string[]> {
  return (await conversation.remember(values, unwritten)).names.map(nameOf);
}

describe('a conversation', () => {
  it('is the id and the credentials together, and nobody else’s', async () => {
    const { of } = remembering();
    const value = mail(1);
    const [name] = await names(of(anns)!, value);
    const same: HeaderList[] = [
      anns,
      [
        ['x-spanguard-conversation', 'c1'],
        ['authorization', 'Bearer ann'],
      ],
      [...anns, ['user-agent', 'x']],
    ];
    for (const headers of same) expect(await names(of(headers)!, value)).toEqual([name]);
    const others: HeaderList[] = [
      [
        ['authorization', 'Bearer bob'],
        ['x-spanguard-conversation', 'c1'],
      ],
      [
        ['x-api-key', 'Bearer ann'],
        ['x-spanguard-conversation', 'c1'],
      ],
      [
        ['authorization', 'Bearer ann'],
        ['x-spanguard-conversation', 'c2'],
      ],
      [...anns, ['x-api-key', 'more']],
      [
        ['authorization', 'Bearer an'],
        ['x-spanguard-conversation', 'c1n'],
      ],
    ];
    for (const headers of others) {
      const remembered = await of(headers)!.remember([], unwritten);
      expect(remembered.own.size).toBe(0);
      expect(await names(of(headers)!, value)).not.toEqual([name]);
    }
  });

  it('may be the body’s, and is none without an id or without credentials', async () => {
    const { of } = remembering();
    const [key] = anns;
    const body = of([key!], { conversationId: 'c1' })!;
    const [name] = await names(body, mail(1));
    expect(await names(of([key!], { conversationId: 'c1' })!, mail(1))).toEqual([name]);
    // The same word in the head is another conversation, and goes before the body's.
    expect(await names(of(anns, { conversationId: 'c1' })!, mail(1))).not.toEqual([name]);
    expect(of([key!])).toBeUndefined();
    expect(of([key!, ['x-spanguard-conversation', '']])).toBeUndefined();
    expect(of([anns[1]!], { conversationId: 'c1' })).toBeUndefined();
    expect(of([anns[1]!, ['authorization', '']])).toBeUndefined();
  });

  it('cannot be reached by parts that read alike', () => {
    const keys = new Map<string, string>();
    let asked = '';
    const store: Store = {
      async get(key) {
        expect(keys.get(asked) ?? key).toBe(key);
        keys.set(asked, key);
        return undefined;
      },
      put: async () => true,
      close: async () => undefined,
    };
    const { of } = remembering({ store });
    const word = fc.constantFrom('a', 'ab', 'b', '1:a', 'a1:b', 'x-api-key', 'authorization', '9:x-api-key1:a');
    fc.assert(
      fc.property(word, word, fc.option(word), (id, key, more) => {
        asked = JSON.stringify([id, key, more]);
        const headers: HeaderList = [
          ['x-spanguard-conversation', id],
          ['authorization', key],
          ...(more === null ? [] : [['x-api-key', more] as const]),
        ];
        void of(headers)!.remember([], unwritten);
      }),
      { numRuns: 500 },
    );
    expect(keys.size).toBeGreaterThan(100);
    expect(new Set(keys.values()).size).toBe(keys.size);
  });
});

describe('names', () => {
  it('stay the same for a value, differ for two, and carry one tag', async () => {
    const { conversation } = remembering();
    const first = await names(conversation(), mail(1), mail(2), { label: 'PHONE', original: '1' });
    const tag = /^EMAIL_([A-Z]{6})_1$/.exec(first[0]!)?.[1];
    expect(first).toEqual([`EMAIL_${tag}_1`, `EMAIL_${tag}_2`, `PHONE_${tag}_1`]);
    expect(await names(conversation(), mail(3), mail(2), mail(1))).toEqual([`EMAIL_${tag}_3`, first[1], first[0]]);
    const { own } = await conversation().remember([], unwritten);
    expect([...own.get(`EMAIL_${tag}`)!]).toEqual(
      expect.arrayContaining([
        ['1', 'user1@example.com'],
        ['3', 'user3@example.com'],
      ]),
    );
  });

  it('are never given again, however a conversation was forgotten', async () => {
    let now = 0;
    const { conversation } = remembering({ store: createMemoryStore({ bytes: 1_000_000, now: () => now }) });
    const meant = new Map<string, string>();
    for (let round = 0; round < 200; round++) {
      const value = mail(round);
      const [name] = await names(conversation(), value);
      expect(meant.get(name!) ?? value.original).toBe(value.original);
      meant.set(name!, value.original);
      if (round % 3 === 0) now += 1001;
    }
    expect(meant.size).toBe(200);
  });

  it('pass over what the texts have, and draw another tag when the texts have it', async () => {
    const { conversation } = remembering();
    const [one] = await names(conversation(), mail(1));
    const tagged = one!.replace(/_1$/, '');
    const written = (label: string) => (label === tagged ? new Set([2, 3]) : undefined);
    const { names: given } = await conversation().remember([mail(2)], written);
    expect(given.map(nameOf)).toEqual([`${tagged}_4`]);
    let refused: string | undefined;
    const other = conversation([...anns, ['x-api-key', 'k']]);
    const { names: drawn } = await other.remember([mail(1)], (label) => {
      refused ??= label;
      return label === refused ? new Set([7]) : undefined;
    });
    expect(drawn[0]?.label).not.toBe(refused);
  });

  it('of values beyond the bounds are let go of, and their numbers are not', async () => {
    const { conversation } = remembering();
    const many = Array.from({ length: 1200 }, (_, i) => mail(i));
    const first = await names(conversation(), ...many);
    expect(new Set(first).size).toBe(1200);
    const { own } = await conversation().remember([], unwritten);
    expect([...own.values()].reduce((sum, values) => sum + values.size, 0)).toBe(1000);
    const [again, last] = await names(conversation(), mail(0), mail(1199));
    expect(last).toBe(first[1199]);
    expect(again).toMatch(/_1201$/);
    const long = Array.from({ length: 20 }, (_, i) => ({
      label: 'PRIVATE_KEY',
      original: String(i % 10).repeat(12_000 + i),
    }));
    const huge = { label: 'PRIVATE_KEY', original: 'x'.repeat(20_000) };
    await names(conversation(), ...long, huge);
    const kept = await conversation().remember([], unwritten);
    const characters = [...kept.own.values()].flatMap((values) => [...values.values()]).join('').length;
    expect(characters).toBeLessThanOrEqual(131_072);
    expect(characters).toBeGreaterThan(100_000);
  });

  it('of calls at once are never one for two values', async () => {
    const { conversation, faults } = remembering();
    const rounds = Array.from({ length: 30 }, (_, i) => names(conversation(), mail(i % 10), mail(100 + i)));
    const given = await Promise.all(rounds);
    expect(faults).toEqual([]);
    const meant = new Map<string, string>();
    given.forEach(([shared, own], i) => {
      for (const [name, n] of [
        [shared!, i % 10],
        [own!, 100 + i],
      ] as const) {
        expect(meant.get(name) ?? mail(n).original).toBe(mail(n).original);
        meant.set(name, mail(n).original);
      }
    });
    expect(meant.size).toBe(40);
  });
});

describe('without its store', () => {
  const broken: Store = {
    get: async () => {
      throw new StoreFault('offline');
    },
    put: async () => true,
    close: async () => undefined,
  };

  it('open: each call names by itself, under a tag of its own, and it is counted', async () => {
    const { conversation, faults } = remembering({ store: broken });
    const { names: given, own } = await conversation().remember([mail(1)], unwritten);
    expect(own.get(given[0]!.label)?.get(given[0]!.number)).toBe(mail(1).original);
    expect(await names(conversation(), mail(1))).not.toEqual(given.map(nameOf));
    expect((await conversation().remember([], unwritten)).own.size).toBe(0);
    expect(faults).toEqual(['offline', 'offline', 'offline']);
  });

  it('closed: the call is refused, and the error holds no value', async () => {
    const { conversation, faults } = remembering({ store: broken, onError: 'closed' });
    const fault = conversation().remember([mail(1)], unwritten);
    await expect(fault).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(fault).rejects.not.toThrow(/example/);
    expect(faults).toEqual(['offline']);
  });

  it('gives up on one that is always changed by others', async () => {
    const store = { ...createMemoryStore({ bytes: 1000 }), put: async () => false };
    const { conversation, faults } = remembering({ store });
    expect(await names(conversation(), mail(1))).toHaveLength(1);
    expect(faults).toEqual(['contended']);
  });

  it('takes what is no ledger for nothing', async () => {
    const store = createMemoryStore({ bytes: 100_000 });
    const spoilt: Store = {
      ...store,
      get: async (key, ttl) => {
        const entry = await store.get(key, ttl);
        return entry === undefined ? undefined : { ...entry, bytes: Buffer.from('{"tag":1}') };
      },
    };
    const { conversation } = remembering({ store: spoilt });
    const first = await names(conversation(), mail(1));
    expect(await names(conversation(), mail(2))).not.toEqual(first);
  });
});

import { describe, expect, it } from 'vitest';
import type { Call } from '../../core/call.ts';
import type { Conversation, Masked } from '../../core/conversation.ts';
import { SpanguardError } from '../../core/errors.ts';
import type { Detector } from '../../policies/detector.ts';
import { builtinDetectors } from '../../policies/detectors.ts';
import { createJudge } from '../../policies/judge.ts';
import { createConversations } from '../../traffic/conversations.ts';
import { createMemoryStore } from '../../traffic/memory-store.ts';
import { assistant, callOf, now, policy, redacted, segment, stream } from './support/calls.ts';

const lasting = policy({ name: 'mask', on: 'input', detect: ['pii'], restore: 'conversation' });
const mail = 'ann@example.com';
const tag = /_([B-Z]{6})_\d+/;

function conversation(asked: Array<readonly Masked[]> = []): Conversation {
  const store = createMemoryStore({ bytes: 100_000 });
  const failed = (reason: string): never => expect.fail(reason);
  const all = createConversations({ store, secret: 's', ttlMs: 1000, onError: 'closed', failed });
  const one = all.of(callOf(), [
    ['authorization', 'a'],
    ['x-spanguard-conversation', 'b'],
  ])!;
  return {
    remember(values, written) {
      asked.push(values);
      return one.remember(values, written);
    },
  };
}

async function masked(of: ReturnType<typeof createJudge>, call: Call, within: Conversation) {
  const judge = of(call, undefined, within);
  const verdict = now(await judge.input());
  const redactions = verdict.action === 'redact' ? verdict.redactions : [];
  const texts = call.segments.map(({ text }, i) =>
    redacted(
      text,
      redactions.filter(({ segment: each }) => each === i),
    ),
  );
  return { judge, verdict, texts };
}

describe('the store is asked', () => {
  const asked: Array<readonly Masked[]> = [];
  const within = conversation(asked);
  const times = async (of: ReturnType<typeof createJudge>, call: Call): Promise<number> => {
    const before = asked.length;
    await of(call, undefined, within).input();
    return asked.length - before;
  };
  const of = createJudge([lasting]);

  it('once, whatever is masked', async () => {
    expect(await times(of, callOf(mail, `${mail} bob@example.com`))).toBe(1);
    expect(asked.at(-1)!.map(({ original }) => original)).toEqual([mail, 'bob@example.com']);
    expect(await times(of, callOf('nothing'))).toBe(1);
  });

  it('never for a call that is refused, or has no text for an answer', async () => {
    const refusing = createJudge([lasting, policy({ name: 'no', action: 'block', from: ['tool'] })]);
    expect(await times(refusing, callOf(mail, segment(mail, { role: 'tool' })))).toBe(0);
    for (const operation of ['embeddings', 'count_tokens'] as const) {
      expect(await times(of, { ...callOf('nothing'), operation })).toBe(0);
      expect(await times(of, { ...callOf(mail), operation })).toBe(1);
    }
  });

  it('never where no conversation is, and then nothing waits', () => {
    const judge = of(callOf(mail));
    expect(now(judge.input())).toMatchObject({ redactions: [{ replacement: '<EMAIL_1>' }] });
    expect(stream(judge, ['<EMAIL_1>']).out).toBe(mail);
  });
});

describe('in a conversation', () => {
  it('a later call restores what it does not mention, and masks as before what it does', async () => {
    const of = createJudge([lasting]);
    const within = conversation();
    const first = await masked(of, callOf(mail, 'bob@example.com'), within);
    const later = await masked(of, callOf('who?'), within);
    expect(later.verdict.action).toBe('allow');
    expect([later.judge.restores, later.judge.changesOutput]).toEqual([true, true]);
    expect(stream(later.judge, [...first.texts.join(' ')]).out).toBe(`${mail} bob@example.com`);
    const again = await masked(of, callOf(`bob@example.com ${mail}`), within);
    expect(again.texts).toEqual([`${first.texts[1]} ${first.texts[0]}`]);
  });

  it('a name that the model made up by counting on is passed over', async () => {
    const of = createJudge([lasting]);
    const within = conversation();
    const [name] = (await masked(of, callOf(mail), within)).texts;
    const invented = name!.replace('_1>', '_2>');
    const { texts, judge } = await masked(of, callOf(`${invented} bob@example.com`), within);
    expect(texts).toEqual([`${invented} ${name!.replace('_1>', '_3>')}`]);
    expect(stream(judge, [...texts[0]!]).out).toBe(`${invented} bob@example.com`);
  });

  it('only what every policy lets last does: the rest is named for the call', async () => {
    const of = createJudge([
      { ...lasting, name: 'a', from: ['user', 'tool'] },
      policy({ name: 'b', on: 'input', from: ['system', 'tool'], restore: true }),
      policy({ name: 'c', on: 'input', from: ['assistant'] }),
    ]);
    const mails = (['user', 'tool', 'system', 'assistant'] as const).map((role, i) =>
      segment(`user${i}@example.com`, { role }),
    );
    const within = conversation();
    const { texts, judge } = await masked(of, callOf(...mails), within);
    expect(texts.map((text) => tag.test(text))).toEqual([true, false, false, false]);
    expect(stream(judge, texts.join(' ').split('')).out).toBe(
      `user0@example.com user1@example.com user2@example.com ${texts[3]}`,
    );
    const later = await masked(of, callOf('x'), within);
    expect(stream(later.judge, texts.join(' ').split('')).out).toBe(`user0@example.com ${texts.slice(1).join(' ')}`);
  });

  it('JSON stays JSON, bare values too', async () => {
    const of = createJudge([lasting]);
    const within = conversation();
    const source = '{"card":4111111111111111,"to":"ann@example.com"}';
    const { texts, judge } = await masked(of, callOf(segment(source, { kind: 'tool_call', json: true })), within);
    const sent = JSON.parse(texts[0]!) as { card: string; to: string };
    expect(sent.card).toMatch(/^<CREDIT_CARD_[B-Z]{6}_1>$/);
    expect(sent.to).toMatch(/^<EMAIL_[B-Z]{6}_1>$/);
    const facts = { ...assistant, kind: 'tool_call', json: true } as const;
    expect(JSON.parse(stream(judge, [...texts[0]!], facts).out)).toEqual({ card: '4111111111111111', to: mail });
  });

  it('in shadow nothing is masked, remembered or put back', async () => {
    const asked: Array<readonly Masked[]> = [];
    const { judge, texts } = await masked(
      createJudge([{ ...lasting, mode: 'shadow' }]),
      callOf(mail),
      conversation(asked),
    );
    expect(texts).toEqual([mail]);
    expect(asked).toEqual([[]]);
    expect([judge.restores, judge.changesOutput]).toEqual([false, false]);
  });

  it('a store that refuses the call leaves nothing behind that could be sent', async () => {
    const fault = new SpanguardError('store_unavailable', 'x');
    const judge = createJudge([lasting])(callOf(mail), undefined, { remember: () => Promise.reject(fault) });
    await expect(judge.input()).rejects.toBe(fault);
    expect(judge.restores).toBe(false);
  });
});

it('what others are asked about is not waited for: the call goes out with its names meanwhile', async () => {
  let answer = (_: []): void => {};
  const house: Detector = {
    ...{ name: 'house', category: 'moderation', label: 'FOUND', reach: 100, asks: true },
    detect: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    examples: { hits: [], misses: [] },
  };
  const of = createJudge([lasting, policy({ name: 'ask', on: 'input', detect: ['house'], action: 'block' })], {
    detectors: [...builtinDetectors, house],
  });
  const verdict = await of(callOf(`to ${mail}`), undefined, conversation()).input();
  if (verdict.action !== 'pending') throw new Error('it was waited for');
  expect(verdict.now).toMatchObject({ action: 'redact', redactions: [{ replacement: expect.stringMatching(tag) }] });
  answer([]);
  const redactions = verdict.now.action === 'redact' ? verdict.now.redactions : [];
  expect(await verdict.final).toMatchObject({ action: 'redact', redactions });
});

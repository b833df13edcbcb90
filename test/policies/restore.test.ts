import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallJudge } from '../../core/guardrails.ts';
import { createJudge } from '../../policies/judge.ts';
import { runs } from '../proofs/seed.ts';
import { assistant, callOf, cut, now, policy, redacted, segment, stream } from './support/calls.ts';
import { escapedAnyhow, places, said } from './support/own.ts';

const restoring = policy({ name: 'mask', on: 'input', detect: ['pii', 'secret'], restore: true });
const judgeOf = createJudge([restoring], { remembered: 0 });
const both = createJudge([{ ...restoring, on: 'both' }], { remembered: 0 });

interface Masked {
  readonly judge: CallJudge;
  /** What the provider gets to read, by segment. */
  readonly texts: readonly string[];
}

function mask(of: ReturnType<typeof createJudge>, ...texts: string[]): Masked {
  const judge = of(callOf(...texts));
  const verdict = now(judge.input());
  const redactions = verdict.action === 'redact' ? verdict.redactions : [];
  return {
    judge,
    texts: texts.map((text, i) =>
      redacted(
        text,
        redactions.filter((one) => one.segment === i),
      ),
    ),
  };
}

/** A whole answer as the caller gets it. */
function whole(judge: CallJudge, text: string, json = false): string {
  const said = segment(text, { role: 'assistant', ...(json ? { json } : {}) });
  const verdict = now(judge.output([said]));
  return redacted(text, judge.restored([said], verdict.action === 'redact' ? verdict.redactions : []));
}

const answer = (judge: CallJudge, text: string): string => (judge.restores ? stream(judge, [...text]).out : text);

const mail = 'anna@example.com';
const told = (text: string, ...callers: string[]): string => {
  const { judge } = mask(judgeOf, ...(callers.length === 0 ? [`I am ${mail}.`] : callers));
  const streamed = answer(judge, text);
  expect(whole(judge, text)).toBe(streamed);
  return streamed;
};

describe('what the provider repeats', () => {
  it.each([
    ['echoed as it was masked', judgeOf],
    ['echoed, and the answer is masked too', both],
  ])('is the caller’s again, to the character: %s', (_name, of) => {
    let masked = 0;
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 3 }), places, (texts, at) => {
        const { judge, texts: read } = mask(of, ...texts);
        if (judge.restores) masked++;
        texts.forEach((text, i) => {
          const echo = read[i] as string;
          // What is left of a text may read as something new, and is masked then.
          const more = now(judge.output([segment(echo, { role: 'assistant' })])).action === 'redact';
          const expected = more ? whole(judge, echo) : text;
          if (more) expect(of).toBe(both);
          expect(whole(judge, echo)).toBe(expected);
          if (!judge.restores) return;
          expect(stream(judge, cut(echo, at)).out).toBe(expected);
          expect(stream(judge, echo.split('')).out).toBe(expected);
          expect(redacted(echo, judge.scanner(assistant)?.whole(echo, true) ?? [])).toBe(expected);
        });
      }),
      { numRuns: runs(2000) },
    );
    expect(masked).toBeGreaterThan(runs(2000) * 0.6);
  });

  it('is the caller’s again in JSON source, whatever is escaped, and the JSON stays valid', () => {
    const facts = { ...assistant, kind: 'tool_call', json: true } as const;
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 2 }), fc.nat(1000), places, (texts, pick, at) => {
        const { judge, texts: read } = mask(judgeOf, ...texts);
        if (!judge.restores) return;
        const source = `{ "n":1.50, ${read.map((text, i) => `"k${i}": ${escapedAnyhow(text, pick)}`).join(',')} }`;
        const restored = stream(judge, cut(source, at), facts).out;
        const { n, ...keys } = JSON.parse(restored) as Record<string, unknown>;
        expect(n).toBe(1.5);
        expect(Object.values(keys)).toEqual(texts);
        expect(stream(judge, source.split(''), facts).out).toBe(restored);
        expect(redacted(source, judge.scanner(facts)?.whole(source, true) ?? [])).toBe(restored);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('never is a value that was not masked in this call', () => {
    let restored = 0;
    fc.assert(
      fc.property(said, said, (mine, theirs) => {
        const first = mask(judgeOf, mine);
        if (!first.judge.restores) return;
        // What another call's provider would say, said in this one.
        const scanner = first.judge.scanner(assistant);
        scanner?.push(mask(judgeOf, theirs).texts[0] as string);
        scanner?.end();
        const verdict = now(first.judge.input());
        const own =
          verdict.action === 'redact' ? verdict.redactions.map(({ start, end }) => mine.slice(start, end)) : [];
        for (const { replacement } of scanner?.replacements ?? []) {
          restored++;
          expect(own).toContain(replacement);
        }
      }),
      { numRuns: runs(2000) },
    );
    expect(restored).toBeGreaterThan(runs(2000) * 0.1);
  });
});

describe('a placeholder written a little differently', () => {
  it.each([
    ['<EMAIL_1>', mail],
    ['<email_1>', mail],
    ['< EMAIL_1 >', mail],
    ['<EMAIL 1>', mail],
    ['<Email-1>', mail],
    ['<EMAIL\\_1>', mail],
    ['[EMAIL_1]', mail],
    ['[ email 1 ]', mail],
    ['&lt;EMAIL_1&gt;', mail],
    ['<<EMAIL_1>>', `<${mail}>`],
    ['[[EMAIL_1]]', `[${mail}]`],
    ['[EMAIL_1](mailto:EMAIL_1)', `[${mail}](mailto:${mail})`],
    ['[<EMAIL_1>](mailto:<EMAIL_1>)', `[${mail}](mailto:${mail})`],
    ['EMAIL_1', mail],
    ['Write to EMAIL\\_1.', `Write to ${mail}.`],
    ['(EMAIL_1)', `(${mail})`],
    ['<EMAIL_1', mail],
    ['EMAIL_1>', mail],
    ['`EMAIL_1`, **EMAIL_1**', `\`${mail}\`, **${mail}**`],
    ["<EMAIL_1>'s", `${mail}'s`],
    ['<b>EMAIL_1</b>', `<b>${mail}</b>`],
    ['\uff1cEMAIL_1\uff1e', mail],
    ['<EM\u200bAIL_1>', mail],
  ])('%s is restored', (text, expected) => {
    expect(told(text)).toBe(expected);
    expect(told(`a ${text} z`)).toBe(`a ${expected} z`);
  });

  it.each([
    '<EMAIL_2>',
    '<EMAIL_10>',
    '<EMAIL_01>',
    '<EMAIL_1',
    '<EMAIL_>',
    '<EMAIL1>',
    '<PHONE_1>',
    'email_1',
    'EMAIL 1',
    'EMAIL-1',
    'MY_EMAIL_1',
    'EMAIL_1_OLD',
    'EMAIL_1@example.com',
    'EMAIL_1s',
    '<my EMAIL 1>',
    '<EMAIL  1>',
    '<  EMAIL_1>'.replace('_', '-'),
    '(email 1)',
    '{email-1}',
  ])('%s is not', (text) => {
    const other = text === '<EMAIL_1' ? '<EMAIL_1x' : text;
    expect(told(other)).toBe(other);
    expect(told(`a ${other} z`)).toBe(`a ${other} z`);
  });

  it('holds nothing that can be no placeholder of this call', () => {
    const { judge } = mask(judgeOf, mail);
    const scanner = judge.scanner(assistant);
    if (scanner === undefined) throw new Error('nobody looks');
    let sent = '';
    for (const letter of 'If a < b then [1] & <PHONE_1> or <EMAIL_2>; EMAIL, <emails>, Every EMA. ') {
      scanner.push(letter);
      sent += letter;
      const open =
        /(?:[<[] ?(?:E(?:M(?:A(?:I(?:L_?)?)?)?)?|e(?:m(?:a(?:i(?:l)?)?)?)?)?|&|\bE(?:M(?:A(?:I(?:L)?)?)?)?)$/.exec(
          sent,
        );
      expect(sent.length - scanner.clear).toBe(open?.[0].length ?? 0);
    }
  });
});

describe('a placeholder that the caller wrote', () => {
  it.each(['<EMAIL_1>', 'the variable EMAIL_1', '[email 1]', '\uff1cEMAIL_1\uff1e', '&lt;Email-1&gt;', 'xEMAIL\\_12'])(
    'is nobody’s name: %s',
    (own) => {
      const text = `${own}: ${mail}`;
      const { judge, texts } = mask(judgeOf, text);
      expect(texts).toEqual([`${own}: <EMAIL_2>`]);
      expect(answer(judge, texts[0] as string)).toBe(text);
      expect(answer(judge, '<EMAIL_1> <EMAIL_2>')).toBe(`<EMAIL_1> ${mail}`);
    },
  );

  it('counts in any of its texts, and where JSON says it', () => {
    const judge = judgeOf(
      callOf(mail, segment('{"x":"\\u003cEMAIL\\u005f1\\u003e"}', { kind: 'tool_call', json: true })),
    );
    expect(now(judge.input())).toMatchObject({ redactions: [{ replacement: '<EMAIL_2>' }] });
  });
});

describe('one value', () => {
  it('in two spellings comes back as each was written', () => {
    const wide = 'anna＠example.com';
    const { judge, texts } = mask(judgeOf, `${mail} ${wide} ${mail}`);
    expect(texts).toEqual(['<EMAIL_1> <EMAIL_2> <EMAIL_1>']);
    expect(answer(judge, '<EMAIL_2>/<EMAIL_1>')).toBe(`${wide}/${mail}`);
  });

  it('masked by a policy that restores nothing stays masked, and one that both want too', () => {
    const judge = createJudge([
      policy({ name: 'a', from: ['user'], restore: true, on: 'input' }),
      policy({ name: 'b', from: ['tool'], on: 'input' }),
      policy({ name: 'c', detect: ['email'], from: ['system'], on: 'input' }),
      policy({ name: 'd', detect: ['email'], from: ['system'], on: 'input', restore: true }),
    ]);
    const call = callOf(
      mail,
      segment('tool@example.com', { role: 'tool' }),
      segment('sys@example.com', { role: 'system' }),
    );
    const one = judge(call);
    one.input();
    expect(answer(one, '<EMAIL_1> <EMAIL_2> <EMAIL_3>')).toBe(`${mail} <EMAIL_2> <EMAIL_3>`);
  });

  it('masked in shadow was never masked', () => {
    const judge = createJudge([policy({ mode: 'shadow', restore: true })])(callOf(mail));
    judge.input();
    expect([judge.restores, judge.changesOutput]).toEqual([false, false]);
  });
});

describe('an answer that is masked too', () => {
  it('keeps the caller’s own values and hides what was never the caller’s', () => {
    const { judge } = mask(both, mail);
    const text = `<EMAIL_1>, ${mail}, bob@example.com`;
    const out = stream(judge, [...text]);
    expect(out.out).toBe(`${mail}, ${mail}, <EMAIL_2>`);
    expect(out.action).toBe('redact');
    expect(whole(judge, text)).toBe(out.out);
    expect(stream(judge, ['<EMAIL_2>']).out).toBe('<EMAIL_2>');
  });

  it('says nothing of what was put back', () => {
    const { judge } = mask(both, mail);
    const out = stream(judge, ['to <EMAIL_1>']);
    expect([out.out, out.action, out.findings]).toEqual([`to ${mail}`, 'allow', []]);
  });

  it('puts nothing back into what is masked around it', () => {
    const around = { ...restoring, on: 'both', detect: ['email', 'api-key'] } as const;
    const judge = createJudge([around])(callOf('<EMAIL_1>', mail));
    judge.input();
    const text = 'see EMAIL_2@example.com';
    expect(stream(judge, [...text]).out).toBe('see <EMAIL_3>');
  });
});

describe('JSON source', () => {
  const facts = { ...assistant, kind: 'tool_call', json: true } as const;

  it('gets a placeholder outside of strings back as a string', () => {
    const { judge } = mask(judgeOf, 'a"b 4111 1111 1111 1111');
    const source = '{"card":<CREDIT_CARD_1>,"x":CREDIT_CARD_1}';
    const expected = '{"card":"4111 1111 1111 1111","x":"4111 1111 1111 1111"}';
    expect(stream(judge, source.split(''), facts).out).toBe(expected);
  });
});

describe('a call with nothing to restore', () => {
  it('passes untouched and unread', () => {
    const judge = judgeOf(callOf('Hello <EMAIL_1>'));
    judge.input();
    expect([judge.changesOutput, judge.restores, judge.readsOutput]).toEqual([false, false, false]);
    expect(judge.scanner(assistant)).toBeUndefined();
  });
});

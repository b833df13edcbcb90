import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import type { Dialect, Reply } from '../../core/dialect.ts';
import { anthropicMessages } from '../../providers/dialects/anthropic-messages.ts';
import { openaiChat } from '../../providers/dialects/openai-chat.ts';
import { openaiCompletions } from '../../providers/dialects/openai-completions.ts';
import { openaiEmbeddings } from '../../providers/dialects/openai-embeddings.ts';
import { openaiResponses } from '../../providers/dialects/openai-responses.ts';
import { bytesOf, dataOf, framesOf, refusalOf } from './frames.ts';

const message = 'Refused by policy "p".';

/** A client of the SDK whose every call is answered with this. */
function answering(reply: Reply) {
  let calls = 0;
  const fetch = async (): Promise<Response> => {
    calls++;
    const headers = Object.fromEntries(reply.headers);
    return new Response(Buffer.from(reply.body), { status: reply.status, headers });
  };
  const openai = new OpenAI({ apiKey: 'k', baseURL: 'http://host/v1', fetch });
  const anthropic = new Anthropic({ apiKey: 'k', baseURL: 'http://host', fetch });
  return { openai, anthropic, calls: () => calls };
}

const stream = (body: Uint8Array): Reply => ({ status: 200, headers: [['content-type', 'text/event-stream']], body });
const user = [{ role: 'user' as const, content: 'hi' }];

describe('a refusal as an error', () => {
  it.each([openaiChat, openaiResponses, openaiEmbeddings, openaiCompletions])('%s of the OpenAI family', (dialect) => {
    const reply = dialect.refuse(refusalOf({ shape: 'error' }));
    expect(reply.status).toBe(400);
    expect(reply.headers).toContainEqual(['x-should-retry', 'false']);
    expect(JSON.parse(Buffer.from(reply.body).toString())).toEqual({
      error: { message, type: 'invalid_request_error', param: null, code: 'content_policy_violation' },
    });
    const limited = dialect.refuse(refusalOf({ shape: 'error', status: 429, code: 'budget' }));
    expect(JSON.parse(Buffer.from(limited.body).toString())).toMatchObject({ error: { type: 'rate_limit_exceeded' } });
  });

  it('is one hit and no retry', async () => {
    for (const status of [400, 429, 502]) {
      const { openai, anthropic, calls } = answering(openaiChat.refuse(refusalOf({ shape: 'error', status })));
      await expect(openai.chat.completions.create({ model: 'm', messages: user })).rejects.toMatchObject({
        status,
        code: 'content_policy_violation',
      });
      expect(calls()).toBe(1);
      void anthropic;
      const other = answering(anthropicMessages.refuse(refusalOf({ shape: 'error', status })));
      const asked = other.anthropic.messages.create({ model: 'm', max_tokens: 1, messages: user });
      await expect(asked).rejects.toMatchObject({ status, error: { type: 'error', error: { message } } });
      expect(other.calls()).toBe(1);
    }
  });

  it("has Anthropic's shape", () => {
    const body = (status: number): unknown =>
      JSON.parse(Buffer.from(anthropicMessages.refuse(refusalOf({ shape: 'error', status })).body).toString());
    const code = 'content_policy_violation';
    expect(body(400)).toEqual({ type: 'error', error: { type: 'invalid_request_error', message, code } });
    expect(body(429)).toMatchObject({ error: { type: 'rate_limit_error' } });
    expect(body(413)).toMatchObject({ error: { type: 'request_too_large' } });
  });

  it('is always an error where there are no words to answer with', () => {
    for (const operation of ['embeddings', 'count_tokens', 'compact'] as const) {
      for (const dialect of [openaiEmbeddings, openaiResponses, anthropicMessages]) {
        expect(dialect.refuse(refusalOf({ shape: 'completion', operation })).status).toBe(400);
      }
    }
  });
});

describe('a refusal as a completion', () => {
  it('of chat', async () => {
    const whole = answering(openaiChat.refuse(refusalOf({})));
    const answer = await whole.openai.chat.completions.create({ model: 'm', messages: user });
    expect(answer.choices[0]).toMatchObject({ message: { content: message }, finish_reason: 'content_filter' });

    const call = {
      model: 'm',
      stream: true,
      operation: 'chat' as const,
      params: { choiceCount: 2, includeUsage: true },
    };
    const streamed = answering(openaiChat.refuse(refusalOf({ call })));
    const final = await streamed.openai.chat.completions.stream({ model: 'm', messages: user }).finalChatCompletion();
    expect(final.choices.map((choice) => choice.message.content)).toEqual([message, message]);
    expect(final.choices.map((choice) => choice.finish_reason)).toEqual(['content_filter', 'content_filter']);
    expect(final.usage?.total_tokens).toBe(0);
  });

  it('of completions', async () => {
    const whole = answering(openaiCompletions.refuse(refusalOf({ operation: 'text_completion' })));
    const answer = await whole.openai.completions.create({ model: 'm', prompt: 'x' });
    expect(answer.choices[0]).toMatchObject({ text: message, finish_reason: 'content_filter' });
    const streamed = answering(openaiCompletions.refuse(refusalOf({ operation: 'text_completion', stream: true })));
    let text = '';
    for await (const chunk of await streamed.openai.completions.create({ model: 'm', prompt: 'x', stream: true })) {
      text += chunk.choices[0]?.text ?? '';
    }
    expect(text).toBe(message);
  });

  it('of Responses', async () => {
    const whole = answering(openaiResponses.refuse(refusalOf({})));
    const answer = await whole.openai.responses.create({ model: 'm', input: 'hi' });
    expect(answer).toMatchObject({ output_text: message, status: 'incomplete' });
    expect(answer.incomplete_details?.reason).toBe('content_filter');
    const streamed = answering(openaiResponses.refuse(refusalOf({ stream: true })));
    const final = await streamed.openai.responses.stream({ model: 'm', input: 'hi' }).finalResponse();
    expect(final).toMatchObject({ output_text: message, incomplete_details: { reason: 'content_filter' } });
  });

  it("of Anthropic's messages", async () => {
    const whole = answering(anthropicMessages.refuse(refusalOf({})));
    const answer = await whole.anthropic.messages.create({ model: 'm', max_tokens: 1, messages: user });
    expect(answer).toMatchObject({ stop_reason: 'refusal', content: [{ type: 'text', text: message }] });
    const streamed = answering(anthropicMessages.refuse(refusalOf({ stream: true })));
    const final = await streamed.anthropic.messages
      .stream({ model: 'm', max_tokens: 1, messages: user })
      .finalMessage();
    expect(final).toMatchObject({ stop_reason: 'refusal', content: [{ type: 'text', text: message }] });
  });
});

/** What a caller has who got these many frames and then the cut. */
function cutAfter(dialect: Dialect, bytes: Buffer, letGo: number): Buffer {
  const decoder = dialect.decoder();
  const frames = [...decoder.push(bytes), ...decoder.end()].slice(0, letGo);
  const last = frames[frames.length - 1];
  const end = decoder.cut(last, refusalOf({ stream: true }));
  return Buffer.concat([...frames.map((frame) => frame.bytes), end]);
}

function framesIn(dialect: Dialect, file: string): number {
  return framesOf(dialect, [bytesOf(file)]).length;
}

describe('a stream cut midway, after any number of frames', () => {
  it.each([
    ['openai-chat/plain.sse', 12],
    // Up to the custom tool call, which the SDK's `stream()` cannot take.
    ['openai-chat/tools.sse', 6],
  ])('%s', async (file, most) => {
    const bytes = bytesOf(file);
    for (let letGo = 0; letGo <= most; letGo++) {
      const cut = cutAfter(openaiChat, bytes, letGo);
      const frames = framesOf(openaiChat, [cut]);
      expect(frames.filter((frame) => frame.closes === true).length).toBe(1);
      const { openai } = answering(stream(cut));
      const final = await openai.chat.completions.stream({ model: 'm', messages: user, n: 2 }).finalChatCompletion();
      for (const choice of final.choices) {
        expect(['content_filter', 'stop', 'tool_calls']).toContain(choice.finish_reason);
      }
      expect(final.choices.length).toBeGreaterThan(0);
    }
  });

  it('openai-chat: a choice that ended stays as it ended', () => {
    const bytes = bytesOf('openai-chat/plain.sse');
    const frames = framesOf(openaiChat, [bytes]);
    const finished = frames.findIndex((frame) => frame.finish !== undefined);
    expect(cutAfter(openaiChat, bytes, finished + 1).toString()).not.toContain('content_filter');
    expect(cutAfter(openaiChat, bytes, finished).toString()).toContain('"finish_reason":"content_filter"');
    expect(cutAfter(openaiChat, bytes, frames.length).equals(bytes)).toBe(true);
  });

  it('openai-chat: choices that were read and not let go do not count', () => {
    const bytes = bytesOf('openai-chat/tools.sse');
    // The comment, and the first chunk: choice 1 was read by then and is held.
    const cut = cutAfter(openaiChat, bytes, 2).toString();
    expect(cut.match(/content_filter/g)?.length).toBe(1);
    expect(cut).toContain('"index":0,"delta":{}');
    expect(cut).not.toContain('"index":1');
  });

  it('openai-completions', async () => {
    const bytes = bytesOf('openai-completions/text.sse');
    for (let letGo = 0; letGo <= 5; letGo++) {
      const { openai } = answering(stream(cutAfter(openaiCompletions, bytes, letGo)));
      let finish: string | undefined;
      for await (const chunk of await openai.completions.create({ model: 'm', prompt: 'x', stream: true })) {
        finish = chunk.choices[0]?.finish_reason ?? finish;
      }
      expect(finish).toBe(letGo < 3 ? 'content_filter' : 'length');
    }
  });

  it('openai-responses', async () => {
    const file = 'openai-responses/message.sse';
    const bytes = bytesOf(file);
    const count = framesIn(openaiResponses, file);
    for (let letGo = 0; letGo <= count; letGo++) {
      const cut = cutAfter(openaiResponses, bytes, letGo);
      const { openai } = answering(stream(cut));
      const final = await openai.responses.stream({ model: 'm', input: 'hi' }).finalResponse();
      expect(final.status).toBe(letGo === count ? 'completed' : 'incomplete');
      if (letGo < count) expect(final.incomplete_details?.reason).toBe('content_filter');
      const numbers = framesOf(openaiResponses, [cut]).map(
        (frame) => (dataOf(frame.bytes) as { sequence_number: number }).sequence_number,
      );
      expect(numbers).toEqual(numbers.map((_number, index) => index));
      // A tool call is never said to be done: clients would run it.
      const done = (JSON.stringify(cut.toString()).match(/output_item\.done[^}]*function_call/g) ?? []).length;
      expect(done).toBe(letGo > count - 2 ? done : 0);
    }
  });

  it('anthropic-messages', async () => {
    const file = 'anthropic-messages/tools.sse';
    const bytes = bytesOf(file);
    const count = framesIn(anthropicMessages, file);
    for (let letGo = 0; letGo <= count; letGo++) {
      const cut = cutAfter(anthropicMessages, bytes, letGo);
      const { anthropic } = answering(stream(cut));
      const final = await anthropic.messages.stream({ model: 'm', max_tokens: 9, messages: user }).finalMessage();
      expect(final.stop_reason).toBe(letGo < count - 1 ? 'refusal' : 'tool_use');
      const types = framesOf(anthropicMessages, [cut]).map((frame) => (dataOf(frame.bytes) as { type: string }).type);
      const starts = types.filter((type) => type === 'content_block_start').length;
      expect(types.filter((type) => type === 'content_block_stop').length).toBe(starts);
      expect(types.filter((type) => type === 'message_delta' || type === 'message_stop')).toEqual([
        'message_delta',
        'message_stop',
      ]);
    }
  });
});

describe('a whole answer refused', () => {
  it('chat keeps identity and usage, and no other text', async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
    const body = {
      id: 'chatcmpl-9',
      object: 'chat.completion',
      created: 1,
      model: 'm-9',
      citations: ['secret'],
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'secret', reasoning: 'secret' },
          logprobs: { content: ['secret'] },
        },
        {
          index: 1,
          message: { role: 'assistant', tool_calls: [{ function: { name: 'secret' } }] },
          finish_reason: 'tool_calls',
        },
      ],
      usage,
    };
    const filtered = openaiChat.filter(body, refusalOf({}));
    expect(filtered).not.toContain('secret');
    expect(openaiChat.read(JSON.parse(filtered))).toMatchObject({
      id: 'chatcmpl-9',
      model: 'm-9',
      finish: ['content_filter', 'content_filter'],
      usage: { input: 3, output: 4 },
      segments: [{ text: message }, { text: message }],
    });
    const reply = {
      status: 200,
      headers: [['content-type', 'application/json']] as const,
      body: Buffer.from(filtered),
    };
    const answer = await answering(reply).openai.chat.completions.create({ model: 'm', messages: user });
    expect(answer.choices[1]?.message.content).toBe(message);
  });

  it('Responses and Anthropic', () => {
    const response = {
      id: 'resp_9',
      model: 'm',
      output_text: 'secret',
      output: [{ type: 'function_call', name: 'secret' }],
    };
    const filtered = openaiResponses.filter(response, refusalOf({}));
    expect(filtered).not.toContain('secret');
    expect(openaiResponses.read(JSON.parse(filtered))).toMatchObject({
      id: 'resp_9',
      finish: ['content_filter'],
      segments: [{ text: message, path: ['output', 0, 'content', 0, 'text'] }],
    });
    const reply = {
      id: 'msg_9',
      model: 'm',
      content: [{ type: 'tool_use', name: 'secret' }],
      usage: { input_tokens: 1, output_tokens: 2 },
    };
    const other = anthropicMessages.filter(reply, refusalOf({}));
    expect(other).not.toContain('secret');
    expect(anthropicMessages.read(JSON.parse(other))).toMatchObject({
      id: 'msg_9',
      finish: ['refusal'],
      usage: { output: 2 },
    });
  });
});

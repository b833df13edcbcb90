// An application: it knows nothing of spanguard. `load` is `require` or `import`.
const { Writable } = require('node:stream');

const openaiUrl = `${process.env.OPENAI_AT}/v1`;
const anthropicUrl = process.env.ANTHROPIC_AT;
const model = 'gpt-4o-mini';
const bodyOf = (content, stream) => ({ model, stream, messages: [{ role: 'user', content }] });
const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-none' };

function textOf(body, stream) {
  if (!stream) return JSON.parse(body).choices[0].message.content;
  const events = body.split('\n').filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]');
  return events.map((line) => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? '').join('');
}

class Refused extends Error {
  constructor(status, body) {
    super(body);
    this.status = status;
    this.code = JSON.parse(body).error.code;
  }
}

const read = (status, body, stream) => {
  if (status >= 400) throw new Refused(status, body);
  return textOf(body, stream);
};

async function chat(client, content, stream) {
  const answer = await client.chat.completions.create(bodyOf(content, stream));
  if (!stream) return answer.choices[0].message.content;
  let text = '';
  for await (const chunk of answer) text += chunk.choices[0]?.delta?.content ?? '';
  return text;
}

async function vercel(load, asked, prompt, stream) {
  const { generateText, streamText } = await load('ai');
  if (!stream) return (await generateText({ model: asked, prompt })).text;
  let fault;
  const { textStream } = streamText({ model: asked, prompt, onError: ({ error }) => (fault = error) });
  let text = '';
  for await (const piece of textStream) text += piece;
  if (fault !== undefined) throw fault;
  return text;
}

async function bytes(readable) {
  const chunks = [];
  for await (const chunk of readable) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

exports.clients = (load) => ({
  async openai(content, stream) {
    const { default: OpenAI } = await load('openai');
    return chat(new OpenAI({ apiKey: 'sk-none', baseURL: openaiUrl }), content, stream);
  },
  async 'groq-sdk'(content, stream) {
    const { default: Groq } = await load('groq-sdk');
    return chat(new Groq({ apiKey: 'none', baseURL: process.env.OPENAI_AT }), content, stream);
  },
  async '@anthropic-ai/sdk'(content, stream) {
    const { default: Anthropic } = await load('@anthropic-ai/sdk');
    const client = new Anthropic({ apiKey: 'none', baseURL: anthropicUrl });
    const asked = { model: 'claude-sonnet-4-5', max_tokens: 200, messages: [{ role: 'user', content }] };
    const message = stream ? await client.messages.stream(asked).finalMessage() : await client.messages.create(asked);
    return message.content[0]?.text ?? '';
  },
  async fetch(content, stream) {
    const body = JSON.stringify(bodyOf(content, stream));
    const response = await fetch(`${openaiUrl}/chat/completions`, { method: 'POST', headers, body });
    return read(response.status, await response.text(), stream);
  },
  async 'http.request'(content, stream) {
    const { request } = await load('node:http');
    const response = await new Promise((resolve, reject) => {
      const asked = request(`${openaiUrl}/chat/completions`, { method: 'POST', headers }, resolve);
      asked.on('error', reject);
      const body = JSON.stringify(bodyOf(content, stream));
      asked.write(body.slice(0, 10));
      asked.end(body.slice(10));
    });
    return read(response.statusCode, await bytes(response), stream);
  },
  async axios(content, stream) {
    const { default: axios } = await load('axios');
    const responseType = stream ? 'stream' : 'json';
    try {
      const { data } = await axios.post(`${openaiUrl}/chat/completions`, bodyOf(content, stream), {
        headers,
        responseType,
      });
      return stream ? textOf(await bytes(data), true) : data.choices[0].message.content;
    } catch (error) {
      if (error.name !== 'AxiosError') throw error;
      const { status, data } = error.response;
      throw new Refused(status, stream ? await bytes(data) : JSON.stringify(data));
    }
  },
  async got(content, stream) {
    const { default: got } = await load('got');
    const options = { json: bodyOf(content, stream), headers: { authorization: 'Bearer sk-none' } };
    try {
      if (stream) return textOf(await bytes(got.stream.post(`${openaiUrl}/chat/completions`, options)), true);
      return textOf((await got.post(`${openaiUrl}/chat/completions`, options)).body, false);
    } catch (error) {
      if (error.name !== 'HTTPError') throw error;
      throw new Refused(error.response.statusCode, String(error.response.body));
    }
  },
  async 'node-fetch'(content, stream) {
    const { default: nodeFetch } = await load('node-fetch');
    const body = JSON.stringify(bodyOf(content, stream));
    const response = await nodeFetch(`${openaiUrl}/chat/completions`, { method: 'POST', headers, body });
    return read(response.status, await response.text(), stream);
  },
  async 'undici.fetch'(content, stream) {
    const undici = await load('undici');
    const body = JSON.stringify(bodyOf(content, stream));
    const response = await undici.fetch(`${openaiUrl}/chat/completions`, { method: 'POST', headers, body });
    return read(response.status, await response.text(), stream);
  },
  async 'undici.request'(content, stream) {
    const undici = await load('undici');
    const body = JSON.stringify(bodyOf(content, stream));
    const response = await undici.request(`${openaiUrl}/chat/completions`, { method: 'POST', headers, body });
    return read(response.statusCode, await response.body.text(), stream);
  },
  async 'undici 6'(content, stream) {
    const { Agent, fetch } = await load('undici6');
    const body = JSON.stringify(bodyOf(content, stream));
    const dispatcher = new Agent({ connections: 1 });
    const response = await fetch(`${openaiUrl}/chat/completions`, { method: 'POST', headers, body, dispatcher });
    return read(response.status, await response.text(), stream);
  },
  async 'undici.stream'(content, stream) {
    const { Pool } = await load('undici');
    const chunks = [];
    let status = 0;
    const pool = new Pool(process.env.OPENAI_AT);
    const asked = {
      path: '/v1/chat/completions',
      method: 'POST',
      headers,
      body: JSON.stringify(bodyOf(content, stream)),
    };
    await pool.stream(asked, ({ statusCode }) => {
      status = statusCode;
      return new Writable({ write: (chunk, _, done) => done(null, chunks.push(chunk)) });
    });
    await pool.close();
    return read(status, Buffer.concat(chunks).toString(), stream);
  },
  ai: async (content, stream) => {
    const { createOpenAI } = await load('@ai-sdk/openai');
    return vercel(load, createOpenAI({ apiKey: 'sk-none', baseURL: openaiUrl }).chat(model), content, stream);
  },
  '@ai-sdk/anthropic': async (content, stream) => {
    const { createAnthropic } = await load('@ai-sdk/anthropic');
    const made = createAnthropic({ apiKey: 'none', baseURL: `${anthropicUrl}/v1` });
    return vercel(load, made('claude-sonnet-4-5'), content, stream);
  },
  async '@mistralai/mistralai'(content, stream) {
    const { Mistral } = await load('@mistralai/mistralai');
    const client = new Mistral({ apiKey: 'none', serverURL: process.env.OPENAI_AT });
    const asked = { model, messages: [{ role: 'user', content }] };
    if (!stream) return (await client.chat.complete(asked)).choices[0].message.content;
    let text = '';
    for await (const { data } of await client.chat.stream(asked)) text += data.choices[0]?.delta?.content ?? '';
    return text;
  },
  async '@google/genai'(content, stream) {
    const { GoogleGenAI } = await load('@google/genai');
    const { models } = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: process.env.GEMINI_AT } });
    const asked = { model: 'gemini-2.5-flash', contents: content };
    if (!stream) return (await models.generateContent(asked)).text;
    let text = '';
    for await (const chunk of await models.generateContentStream(asked)) text += chunk.text ?? '';
    return text;
  },
  async ollama(content, stream) {
    const { Ollama } = await load('ollama');
    const client = new Ollama({ host: process.env.OLLAMA_AT });
    const asked = { model: 'qwen3', messages: [{ role: 'user', content }] };
    if (!stream) return (await client.chat(asked)).message.content;
    let text = '';
    for await (const part of await client.chat({ ...asked, stream: true })) text += part.message.content;
    return text;
  },
  async '@langchain/openai'(content, stream) {
    const { ChatOpenAI } = await load('@langchain/openai');
    const chain = new ChatOpenAI({ model, apiKey: 'sk-none', configuration: { baseURL: openaiUrl } });
    if (!stream) return (await chain.invoke(content)).content;
    let text = '';
    for await (const chunk of await chain.stream(content)) text += chunk.content;
    return text;
  },
});

/** Does what it is told: a client and what to ask of it, one after the other; prints what came of each. */
exports.main = async (load) => {
  const clients = exports.clients(load);
  const results = [];
  for (const [name, stream, content] of JSON.parse(process.env.ASK)) {
    try {
      results.push({ name, stream, text: await clients[name](content, stream) });
    } catch (error) {
      const { status, statusCode, code, data, lc_error_code } = error;
      // Some keep what the provider said as text.
      const body = JSON.parse(error.responseBody ?? error.body ?? '{}');
      results.push({
        name,
        stream,
        error: error.constructor.name,
        status: status ?? statusCode ?? error.status_code,
        code: code ?? data?.error?.code ?? error.error?.error?.code ?? lc_error_code ?? body.error?.code,
        message: error.message,
      });
    }
  }
  const { lastCalls } = await import('spanguard');
  console.log(JSON.stringify({ results, calls: lastCalls() }));
};

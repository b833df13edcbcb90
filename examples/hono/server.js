// A Hono service that streams answers with Vercel's AI SDK. Nothing here knows of spanguard.
import { createOpenAI } from '@ai-sdk/openai';
import { serve } from '@hono/node-server';
import { streamText } from 'ai';
import { Hono } from 'hono';

const openai = createOpenAI({ baseURL: process.env.OPENAI_BASE_URL });
const app = new Hono();

app.post('/ask', async (context) => {
  const { question } = await context.req.json();
  const { textStream } = streamText({ model: openai.chat('gpt-4o-mini'), prompt: String(question), onError() {} });
  return new Response(textStream.pipeThrough(new TextEncoderStream()), { headers: { 'content-type': 'text/plain' } });
});

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`);
});

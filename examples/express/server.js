// An Express service that answers questions. Only `withCall` knows of spanguard, and may be left out.
import express from 'express';
import OpenAI from 'openai';
import { withCall } from 'spanguard';

const openai = new OpenAI();
const app = express();
app.use(express.json());

app.post('/ask', async (request, response) => {
  const team = request.get('x-team') ?? 'nobody';
  try {
    const answer = await withCall({ team, feature: 'ask' }, () =>
      openai.chat.completions.create({
        model: 'gpt-4o-mini',
        messages: [{ role: 'user', content: String(request.body.question) }],
      }),
    );
    response.json({ answer: answer.choices[0]?.message.content });
  } catch (error) {
    // What a policy refuses is the SDK's own error.
    if (!(error instanceof OpenAI.APIError)) throw error;
    response.status(error.status ?? 502).json({ error: error.code });
  }
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});

// An ordinary application: nothing here knows of spanguard. Start it with
//   node --require spanguard/register app.mjs
import OpenAI from 'openai';

const openai = new OpenAI();
const answer = await openai.chat.completions.create({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Write a line to anna.berg@example.com about her order.' }],
});
console.log(answer.choices[0]?.message.content);

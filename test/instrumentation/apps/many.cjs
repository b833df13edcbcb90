// A process, its fork and its worker: each makes one call and says what came of it.
const { fork } = require('node:child_process');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

async function call(from) {
  const response = await fetch(`${process.env.OPENAI_AT}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-none' },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'echo: ann@example.com' }] }),
  });
  const answer = await response.json();
  if (!response.ok) return `${from}: ${JSON.stringify(answer)}`;
  return `${from}: ${answer.choices[0].message.content} ${response.headers.get('x-spanguard-verdict')}`;
}

if (!isMainThread) call('worker').then((said) => parentPort.postMessage(said));
else if (process.send !== undefined) call('fork').then((said) => process.send(said, () => process.disconnect()));
else {
  call('main').then((said) => {
    console.log(said);
    fork(__filename).on('message', (heard) => {
      console.log(heard);
      new Worker(__filename).on('message', (told) => console.log(told));
    });
  });
}

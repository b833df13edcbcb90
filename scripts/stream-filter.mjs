// Our stream transform as a filter that another language can call: a JSON line with the chunks of one
// answer in, a line with what comes out. For scripts/chunk-invariance.py; needs `npm run build`.
import { createInterface } from 'node:readline';
import { createGate } from '../dist/core/gate.js';
import { createJudge } from '../dist/policies/judge.js';
import { dialects } from '../dist/providers/routes.js';

const policy = { name: 'p', on: 'output', threshold: 0, mode: 'enforce', onError: 'open', deadlineMs: 1000 };
const call = { operation: 'chat', model: 'm', stream: true, segments: [], messages: 1, tools: 0, params: {} };

for await (const line of createInterface({ input: process.stdin })) {
  const { dialect, action, chunks } = JSON.parse(line);
  const judge = createJudge([{ ...policy, action, detect: ['pii', 'secret'] }]);
  const gate = createGate(dialects[dialect].decoder(), judge(call), {
    asked: false,
    heldBytes: 1 << 20,
    onUnread: 'pass',
    cut: (decoder, last, name) =>
      decoder.cut(last, { shape: 'completion', message: `Refused by ${name}.`, status: 400, code: 'c', call }),
    estimate: () => 0,
  });
  const out = [];
  for (const chunk of chunks) {
    const bytes = gate.push(Buffer.from(chunk, 'base64'));
    if (bytes !== undefined) out.push(Buffer.from(bytes));
    if (gate.cutBy !== undefined) break;
  }
  const rest = gate.end();
  if (rest !== undefined) out.push(rest);
  console.log(Buffer.concat(out).toString('base64'));
}

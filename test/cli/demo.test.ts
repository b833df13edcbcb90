import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { demo } from '../../cli/demo.ts';
import type { CallRecord, FindingRecord } from '../../cli/demo-call.ts';
import { samples } from '../../cli/samples.ts';
import { createSimulator } from '../../simulator/server.ts';

/** Stands where the sidecar stands, with just enough of it: what it masks and refuses is written here. */
async function fakeSidecar(simulator: string, masks: boolean): Promise<{ address: string; server: Server }> {
  const calls: CallRecord[] = [];
  const finding = (side: FindingRecord['side'], action: FindingRecord['action'], detector: string): FindingRecord => ({
    policy: `${action}-${detector}`,
    detector,
    side,
    action,
    mode: 'enforce',
  });
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith('/calls')) {
      response.end(JSON.stringify({ calls }));
      return;
    }
    let body = '';
    let restored = false;
    for await (const chunk of request) body += String(chunk);
    const id = `call-${calls.length}`;
    const findings: FindingRecord[] = [];
    let status = 400;
    let answer = JSON.stringify({ error: { message: 'Refused.', code: 'content_policy_violation' } });
    const headers: Record<string, string> = { 'content-type': 'application/json', 'x-spanguard-call': id };
    if (masks && body.includes('Ignore all previous')) findings.push(finding('input', 'block', 'prompt-injection'));
    else {
      if (masks && body.includes('4111')) {
        body = body.replace('4111 1111 1111 1111', '<CREDIT_CARD_1>').replace(/anna\.berg@\S+?com/, '<EMAIL_1>');
        restored = true;
        findings.push(finding('input', 'redact', 'credit-card'), finding('input', 'redact', 'email'));
      }
      const sent = Object.entries(request.headers).filter(([name]) =>
        /^(authorization|x-api-key|anthropic-|x-simulate)/.test(name),
      );
      const got = await fetch(`${simulator}${request.url}`, {
        method: 'POST',
        headers: Object.fromEntries(sent) as Record<string, string>,
        body,
      });
      status = got.status;
      answer = await got.text();
      if (restored) {
        answer = answer.replace('<CREDIT_CARD_1>', '4111 1111 1111 1111').replace('<EMAIL_1>', 'anna.berg@example.com');
      }
      for (const name of ['content-type', 'retry-after']) headers[name] = got.headers.get(name) ?? '';
      if (masks && answer.includes('ghp_')) {
        answer = answer.replace(/ghp_\w+/, '<KEY_1>');
        findings.push(finding('output', 'redact', 'github-token'));
      }
    }
    const { model } = JSON.parse(body) as { model: string };
    const action = (side: string) => {
      const found = findings.find((each) => each.side === side);
      return found === undefined ? 'allow' : found.action;
    };
    calls.unshift({
      id,
      model,
      status,
      durationMs: 2.4,
      usage: status === 200 ? { input: 10, output: 5, cacheRead: body.includes('last one') ? 1024 : 0 } : null,
      costUsd: status === 200 && model !== 'house-model-7b' ? 0.000123 : null,
      costConfidence: 'exact',
      verdict: { input: action('input'), output: action('output') },
      findings,
    });
    response.writeHead(status, headers);
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function run(masks: boolean): Promise<{ code: number; text: string }> {
  const simulator = createSimulator();
  const { address, port } = await simulator.listen('127.0.0.1', 0);
  const url = `http://${address}:${port}`;
  const sidecar = await fakeSidecar(url, masks);
  let text = '';
  const out = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  const stop = async (): Promise<void> => {
    sidecar.server.close();
    sidecar.server.closeAllConnections();
  };
  const code = await demo({
    once: false,
    start: async () => ({ proxy: sidecar.address, admin: sidecar.address, stop }),
    simulator: { url, stop: () => simulator.close() },
    out,
    color: false,
  });
  await stop();
  await simulator.close();
  return { code, text };
}

test('all as it should be: 0, a table, and sentences that name no value', async () => {
  const { code, text } = await run(true);
  expect(text).toContain('Everything went as it should.');
  expect(code).toBe(0);
  expect(text).toContain(`${samples.length} calls`);
  expect(text).toMatch(/refused by the policy "block-prompt-injection".*The provider never saw it.*BadRequestError/);
  expect(text).toContain('masked in the prompt: 1 × credit-card and 1 × email');
  expect(text).toMatch(/OPENAI_BASE_URL=http:\S+\/openai\/v1/);
  expect(text).not.toMatch(/4111|anna\.berg|ghp_/);
});

test('a sidecar that lets everything pass: 1, and what differed', async () => {
  const { code, text } = await run(false);
  expect(code).toBe(1);
  expect(text).toContain('the provider received the card');
  expect(text).toContain('the key reached the application');
  expect(text).toContain('the provider was called all the same');
  expect(text).not.toContain('Ctrl-C');
});

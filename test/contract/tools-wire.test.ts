import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, type Exchange, exchanges, wireIsHere } from '../support/wire.ts';
import { type Driver, embedded } from './drivers.ts';

const paths: Readonly<Record<string, { provider: string; path: string }>> = {
  'openai-chat': { provider: 'openai', path: '/v1/chat/completions' },
  'openai-responses': { provider: 'openai', path: '/v1/responses' },
  'anthropic-messages': { provider: 'anthropic', path: '/v1/messages' },
};
const recorded = exchanges(
  ({ facts, response }) => Object.hasOwn(paths, facts.dialect) && !facts.isError && response.status === 200,
);
const lenient = { name: 'calls', action: 'block', tools: { allow: ['*'], arguments: { '*': {} } } };
const shape = { name: 'shape', action: 'flag', format: {} };
const strict = { name: 'calls', action: 'block', tools: { deny: ['*'] } };

/** The names of the calls in an answer, wherever the dialects write them. */
function namesIn(body: string): string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { type, name, arguments: given } = value as Record<string, unknown>;
    const calls = given !== undefined || /^(?:\w+_)?tool_use$|^\w+_call$/.test(String(type));
    if (calls && typeof name === 'string' && name !== '') names.add(name);
    // What the answer echoes of the request is the caller's own.
    for (const [key, item] of Object.entries(value)) if (key !== 'tools' && key !== 'tool_choice') visit(item);
  };
  const documents = body.startsWith('{') ? [body] : [...body.matchAll(/^data: ?(\{.*)$/gm)].map((match) => match[1]);
  for (const document of documents) visit(JSON.parse(document ?? 'null'));
  return [...names];
}

function pieces(bytes: Buffer): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 613) cut.push(bytes.subarray(at, at + 613));
  return cut;
}

describe.skipIf(!wireIsHere)('recorded answers', () => {
  let open: Driver;
  let shut: Driver;
  beforeAll(async () => {
    open = await embedded([lenient, shape], { askForUsage: false });
    shut = await embedded([strict], { askForUsage: false });
  });
  afterAll(async () => {
    await open.stop();
    await shut.stop();
  });

  const through = (driver: Driver, { facts, request, response }: Exchange, whole = false) => {
    const to = paths[facts.dialect] as { provider: string; path: string };
    const bytes = bytesOf(response);
    return driver.call(to, bytesOf(request).toString(), whole ? [bytes] : pieces(bytes), facts.stream);
  };

  it('are there to look at', () => {
    expect(recorded.filter(({ response }) => namesIn(bytesOf(response).toString()).length > 0).length).toBeGreaterThan(
      40,
    );
  });

  it.each(recorded.map((each): [string, Exchange] => [`${each.file} ${each.id}`, each]))('%s', async (_, each) => {
    const answer = bytesOf(each.response).toString();
    // Held and judged, and let go as they came.
    expect((await through(open, each)).body).toBe(answer);
    const names = namesIn(answer);
    const { body, call } = await through(shut, each);
    // Requests that fetch an answer later have no body, and are not read.
    if (call.coverage.output !== 'scanned' && call.coverage.input.startsWith('skipped:')) return;
    if (names.length === 0 && call.verdict.output === 'allow') {
      expect(body).toBe(answer);
      return;
    }
    expect(call.verdict.output).toBe('block');
    expect(namesIn(body)).toEqual([]);
    const again = await through(shut, each, true);
    expect(again.call.findings).toEqual(call.findings);
  });
});

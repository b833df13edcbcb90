import { describe, expect, it } from 'vitest';
import { type PromptKind, Prompts } from '../../bench/prompts.ts';

interface Body {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

function bodies(kind: PromptKind, count: number): { bytes: number; body: Body }[] {
  const prompts = new Prompts();
  return Array.from({ length: count }, () => {
    const bytes = prompts.next(kind, false);
    return { bytes: bytes.length, body: JSON.parse(bytes.toString()) as Body };
  });
}

/** Bytes of text that no earlier request had in a message of its own. */
function newBytes(all: readonly { readonly body: Body }[]): number[] {
  const seen = new Set<string>();
  return all.map(({ body }) => {
    let fresh = 0;
    for (const { content } of body.messages) {
      if (!seen.has(content)) fresh += Buffer.byteLength(content);
      seen.add(content);
    }
    return fresh;
  });
}

describe('prompts', () => {
  it('repeat a conversation but for 300 bytes', () => {
    const sent = bodies('conversation', 1000);
    for (const { bytes } of sent) expect(Math.abs(bytes - 2048)).toBeLessThan(300);
    // By then every one of the conversations has had its first turn.
    const fresh = newBytes(sent).slice(300);
    for (const bytes of fresh) expect(Math.abs(bytes - 300)).toBeLessThan(120);
  });

  it('are all new where they say so', () => {
    const sent = bodies('fresh', 200);
    for (const { bytes } of sent) expect(Math.abs(bytes - 2048)).toBeLessThan(300);
    for (const bytes of newBytes(sent)) expect(bytes).toBeGreaterThan(1700);
  });

  it('reach 100 KB', () => {
    for (const { bytes } of bodies('large', 3)) expect(Math.abs(bytes - 100_000)).toBeLessThan(2000);
  });

  it('are the same for every variant', () => {
    const [one, other] = [new Prompts(), new Prompts()];
    for (let i = 0; i < 20; i++) expect(one.next('fresh', true).equals(other.next('fresh', true))).toBe(true);
  });
});

import type { Call } from '../core/call.ts';
import type { Conversation, Written } from '../core/conversation.ts';
import type { Redaction, Verdict } from '../core/verdict.ts';
import { markerOf, numbersIn, type Placeholders } from './placeholders.ts';

/**
 * The verdict on a call's input with the names that its conversation has for what is masked. From here
 * on what the conversation remembers may be put back into the answer. A call that is refused, or that
 * masks nothing and is answered with no text, asks for nothing.
 */
export async function inConversation(
  judged: Verdict | Promise<Verdict>,
  placeholders: Placeholders,
  { segments: texts, operation }: Call,
  conversation: Conversation,
): Promise<Verdict> {
  const verdict = judged instanceof Promise ? await judged : judged;
  const { unnamed } = placeholders;
  const answered = operation !== 'embeddings' && operation !== 'count_tokens';
  if (verdict.action === 'block' || (unnamed.length === 0 && !answered)) return verdict;
  const remembered = await conversation.remember(unnamed, writtenIn(texts));
  placeholders.remember(remembered);
  if (unnamed.length === 0 || verdict.action !== 'redact') return verdict;
  const names = new Map<string, string>();
  remembered.names.forEach(({ label, number }, index) => {
    const marker = markerOf(index);
    names.set(marker, `<${label}_${number}>`);
    // In JSON source, outside any string.
    names.set(`"${marker}"`, `"<${label}_${number}>"`);
  });
  const redactions = verdict.redactions.map((each): Redaction => {
    const replacement = names.get(each.replacement);
    return replacement === undefined ? each : { ...each, replacement };
  });
  return { ...verdict, redactions };
}

/** The texts are looked through once for each label. */
function writtenIn(texts: Call['segments']): Written {
  const known = new Map<string, ReturnType<Written>>();
  return (label) => {
    if (!known.has(label)) known.set(label, numbersIn({ labels: [label], texts }).get(label));
    return known.get(label);
  };
}

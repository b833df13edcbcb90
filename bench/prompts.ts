import { Prose } from './prose.ts';

/** `conversation`: 2 KB of which 300 B are new; `fresh`: 2 KB all new; `large`: 100 KB all new. */
export type PromptKind = 'conversation' | 'fresh' | 'large';

/** Conversations held at once with one target, and how many of their user messages are sent again. */
const CONVERSATIONS = 256;
const REMEMBERED = 4;

const system = Buffer.from(
  'You are the assistant of a logistics company. Answer in at most three sentences. Today is Tuesday.',
);
/** Short stock answers, so that what is new in a turn is the user's message alone. */
const answers = [
  'Thank you, noted. Go on?',
  'That is right, I think.',
  'The second one fits.',
  'Do you have the number?',
].map((answer) => Buffer.from(answer));

const open = {
  whole: Buffer.from('{"model":"gpt-4o-mini","messages":[{"role":"system","content":"'),
  stream: Buffer.from(
    '{"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"system","content":"',
  ),
};
const user = Buffer.from('"},{"role":"user","content":"');
const assistant = Buffer.from('"},{"role":"assistant","content":"');
const close = Buffer.from('"}],"temperature":0.2,"max_tokens":400}');

/**
 * The bodies sent to one target. Each target has its own, from the same seed: all see the same
 * prompts, and the history in a conversation is one that this very target has seen before.
 */
export class Prompts {
  private readonly prose = new Prose(20261120);
  private readonly conversations: Buffer[][] = [];
  private turn = 0;

  next(kind: PromptKind, stream: boolean): Buffer {
    const head = stream ? open.stream : open.whole;
    switch (kind) {
      case 'conversation':
        return Buffer.concat([head, system, ...this.continued(), close]);
      case 'fresh':
        return Buffer.concat([head, this.prose.text(260), user, this.prose.text(1620), close]);
      case 'large':
        return Buffer.concat([head, system, user, this.prose.text(100_000), close]);
    }
  }

  private continued(): Buffer[] {
    const turn = this.turn++;
    const place = turn % CONVERSATIONS;
    let history = this.conversations[place];
    if (history === undefined) {
      history = Array.from({ length: REMEMBERED }, () => this.prose.text(300));
      this.conversations[place] = history;
    }
    const messages: Buffer[] = [];
    // A message keeps the answer it got, wherever the window has slid to.
    const first = Math.floor(turn / CONVERSATIONS);
    history.forEach((message, index) => {
      messages.push(user, message, assistant, answers[(first + index) % answers.length] as Buffer);
    });
    const fresh = this.prose.text(300);
    messages.push(user, fresh);
    history.shift();
    history.push(fresh);
    return messages;
  }
}

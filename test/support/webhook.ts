import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Origin, origin, type Received } from './origin.ts';

export interface Question {
  readonly texts: readonly string[];
  readonly side: 'input' | 'output';
  readonly role: string;
  readonly model?: string;
}

/** The word that our webhooks find; its letters are nowhere else in what the tests say. */
export const forbidden = 'QZXQZX';

export function findingsIn({ texts }: Question): unknown[] {
  return texts.flatMap((text, index) =>
    [...text.matchAll(/QZXQZX/g)].map((match) => ({
      index,
      start: match.index,
      end: match.index + forbidden.length,
      score: 0.9,
      category: 'violence',
    })),
  );
}

/** A webhook of the house's own that finds the forbidden word, once `before` lets it. */
export function webhookServer(
  before: (question: Question, incoming: IncomingMessage) => Promise<unknown> | undefined = () => undefined,
  answer: (question: Question, response: ServerResponse, request: Received) => void = (question, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ findings: findingsIn(question) }));
  },
): Promise<Origin> {
  return origin(async (request, response, incoming) => {
    const question = JSON.parse(request.body.toString()) as Question;
    await before(question, incoming);
    answer(question, response, request);
  });
}

export const questionsOf = ({ received }: Origin): Question[] =>
  received.map(({ body }) => JSON.parse(body.toString()) as Question);

/** A door that stays shut until it is opened. */
export function door(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

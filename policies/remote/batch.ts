import type { Asking, Match } from '../detector.ts';
import { createRemembered } from './remembered.ts';

export interface BatchSettings {
  /** Most texts in one request. */
  readonly textsPerRequest: number;
  /** Most requests at a time; more texts wait for their turn, as long as somebody waits for them. */
  readonly requests: number;
  /** Longest time for one request. */
  readonly timeoutMs: number;
  /** How many texts' answers are remembered. */
  readonly remember: number;
  /** Texts with different keys go in different requests. */
  keyOf(asking: Asking): string;
  /** One request: matches for each of the texts, in their order. */
  send(texts: readonly string[], asking: Asking, signal: AbortSignal): Promise<readonly (readonly Match[])[]>;
}

interface Item {
  readonly text: string;
  readonly asking: Asking;
  resolve(matches: readonly Match[]): void;
  reject(error: unknown): void;
}

export class RemoteFailed extends Error {
  override readonly name: string;

  /** The reason becomes a label: a word from a closed list. */
  constructor(reason: 'RemoteStatus' | 'RemoteGarbage' | 'RemoteTooLarge' | 'RemoteTimeout' | 'RemoteUnreachable') {
    super(reason);
    this.name = reason;
  }
}

/** Puts what is asked in one turn into few requests: the texts of one call, and never of two. */
export function createBatch(settings: BatchSettings): (text: string, asking: Asking) => Promise<readonly Match[]> {
  const { textsPerRequest, requests, timeoutMs, send } = settings;
  const remembered = createRemembered(settings.remember);
  let turn: Map<string, Item[]> | undefined;
  const queue: (readonly Item[])[] = [];
  let running = 0;

  function close(): void {
    const groups = turn ?? new Map<string, Item[]>();
    turn = undefined;
    for (const items of groups.values()) {
      for (let i = 0; i < items.length; i += textsPerRequest) queue.push(items.slice(i, i + textsPerRequest));
    }
    next();
  }

  function next(): void {
    while (running < requests) {
      const items = queue.shift();
      if (items === undefined) return;
      const wanted = items.filter(({ asking }) => !asking.signal.aborted);
      if (wanted.length === 0) continue;
      running++;
      void run(wanted).then(() => {
        running--;
        next();
      });
    }
  }

  async function run(items: readonly Item[]): Promise<void> {
    const [{ asking }] = items as readonly [Item];
    const controller = new AbortController();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, timeoutMs);
    let wanted = items.length;
    for (const item of items) {
      item.asking.signal.addEventListener('abort', () => --wanted > 0 || controller.abort(), { once: true });
    }
    try {
      const answers = await send(
        items.map(({ text }) => text),
        asking,
        controller.signal,
      );
      if (answers.length !== items.length) throw new RemoteFailed('RemoteGarbage');
      items.forEach((item, i) => {
        const matches = answers[i] as readonly Match[];
        remembered.keep(settings.keyOf(item.asking), item.text, matches);
        item.resolve(matches);
      });
    } catch (error) {
      const told = late ? new RemoteFailed('RemoteTimeout') : error;
      for (const item of items) item.reject(told);
    } finally {
      clearTimeout(timer);
    }
  }

  return (text, asking) => {
    const key = settings.keyOf(asking);
    const known = remembered.of(key, text);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const item = { text, asking, resolve, reject };
      // Somebody who no longer waits does not wait for the queue either.
      asking.signal.addEventListener('abort', () => reject(new RemoteFailed('RemoteTimeout')), { once: true });
      if (turn === undefined) {
        turn = new Map();
        queueMicrotask(close);
      }
      const items = turn.get(key);
      if (items === undefined) turn.set(key, [item]);
      else items.push(item);
    });
  };
}

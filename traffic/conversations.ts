import { createHmac, hkdfSync } from 'node:crypto';
import type { Call } from '../core/call.ts';
import type { Conversation, Conversations, Masked, Remembered, Written } from '../core/conversation.ts';
import { SpanguardError } from '../core/errors.ts';
import { type HeaderList, header } from '../core/http.ts';
import { enter, ledgerBytes, readLedger } from './ledger.ts';
import { reasonOf, type Store, StoreFault, type StoreReason } from './store.ts';

export interface ConversationsOptions {
  readonly store: Store;
  /** Of which the names are made that conversations are kept under. */
  readonly secret: string;
  /** How long a conversation is remembered after its last call. */
  readonly ttlMs: number;
  /** Without the store: a call stands alone, or is refused. */
  readonly onError: 'open' | 'closed';
  readonly failed: (reason: StoreReason) => void;
}

/** Others may write at the same time; each time one of them gets on. */
const mostTries = 50;
const idHeader = 'x-spanguard-conversation';
/** Whose value only its owner knows: without one of them a conversation would be anybody's who names it. */
const credentials: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'api-key', 'x-goog-api-key']);
const nothing: Remembered = { names: [], own: new Map() };

export function createConversations(options: ConversationsOptions): Conversations {
  const nameKey = Buffer.from(hkdfSync('sha256', options.secret, '', 'spanguard conversation name', 32));
  return {
    of(call, headers) {
      const parts = partsOf(call, headers);
      if (parts === undefined) return undefined;
      const hash = createHmac('sha256', nameKey);
      // Each with its length, so that no two lists of parts read the same.
      for (const part of parts) hash.update(`${part.length}:${part}`);
      return conversation(`spanguard:conversation:${hash.digest('base64url')}`, options);
    },
  };
}

/** What the conversation is and whose; the caller's own header goes before what the body says. */
function partsOf({ params }: Call, headers: HeaderList): readonly string[] | undefined {
  const told = header(headers, idHeader);
  const id = told === undefined || told === '' ? params.conversationId : told;
  if (id === undefined || id === '') return undefined;
  const parts = [id === told ? 'header' : 'body', id];
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (value !== '' && credentials.has(lower)) parts.push(lower, value);
  }
  return parts.length > 2 ? parts : undefined;
}

function conversation(key: string, { store, ttlMs, onError, failed }: ConversationsOptions): Conversation {
  async function stored(values: readonly Masked[], written: Written): Promise<Remembered> {
    for (let tries = 0; tries < mostTries; tries++) {
      const entry = await store.get(key, ttlMs);
      const ledger = entry === undefined ? undefined : readLedger(entry.bytes);
      if (ledger === undefined && values.length === 0) return nothing;
      const entered = enter(ledger, values, written);
      if (entered.next === undefined) return entered;
      if (await store.put(key, ledgerBytes(entered.next), ttlMs, entry?.version)) return entered;
    }
    throw new StoreFault('contended');
  }

  return {
    async remember(values, written) {
      try {
        return await stored(values, written);
      } catch (error) {
        failed(reasonOf(error));
        if (onError === 'closed') {
          throw new SpanguardError(
            'store_unavailable',
            'Refused because what this conversation remembers cannot be reached (store.onError is closed).',
          );
        }
        // A ledger that nobody keeps: its tag is its own, so that its names can be mistaken for no others.
        return values.length === 0 ? nothing : enter(undefined, values, written);
      }
    },
  };
}

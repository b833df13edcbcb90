/** What a provider's prompt cache would remember: beginnings of long prompts, bounded. */
export interface PromptMemory {
  /** Characters at the start that an earlier prompt for the same model had too; remembers this one. */
  common(model: string, text: string): number;
  /** Whether exactly this prefix was written before; writes it. */
  wrote(model: string, prefix: string): boolean;
}

/** Providers cache from 1,024 tokens on. */
export const CACHE_FROM_TOKENS = 1024;

const KEPT = 64;
const START = 1024;

export function promptMemory(): PromptMemory {
  const prompts = new Map<string, string>();
  return {
    common(model, text) {
      if (text.length < CACHE_FROM_TOKENS * 3) return 0;
      const key = `${model}\n${text.slice(0, START)}`;
      const before = prompts.get(key);
      remember(prompts, key, text);
      return before === undefined ? 0 : commonLength(before, text);
    },
    wrote(model, prefix) {
      const key = `${model}\nprefix\n${prefix}`;
      const known = prompts.has(key);
      remember(prompts, key, '');
      return known;
    },
  };
}

function remember(prompts: Map<string, string>, key: string, text: string): void {
  prompts.delete(key);
  prompts.set(key, text);
  if (prompts.size <= KEPT) return;
  for (const oldest of prompts.keys()) {
    prompts.delete(oldest);
    break;
  }
}

function commonLength(one: string, other: string): number {
  if (one === other) return one.length;
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

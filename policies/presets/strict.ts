import type { Policy } from '../policy.ts';

const usual = { mode: 'enforce', onError: 'closed', deadlineMs: 1000 } as const;

/** Where a leak costs more than a refusal: less certain attacks and every key refused, errors included. */
export const strict: readonly Policy[] = [
  {
    name: 'no-injection',
    on: 'input',
    from: ['user', 'assistant', 'tool'],
    detect: ['injection'],
    threshold: 0.7,
    action: 'block',
    ...usual,
  },
  { name: 'no-secrets', on: 'both', detect: ['secret'], threshold: 0.5, action: 'block', ...usual },
  {
    name: 'no-exfiltration',
    on: 'both',
    from: ['assistant', 'tool'],
    detect: ['markdown-exfiltration'],
    threshold: 0.9,
    action: 'redact',
    ...usual,
  },
  {
    // Noted only: an application may well want its model to say some lines as they are written.
    name: 'system-prompt',
    on: 'output',
    detect: ['system-prompt-leak'],
    options: { 'system-prompt-leak': { words: 16 } },
    threshold: 0.5,
    action: 'flag',
    ...usual,
  },
  { name: 'mask-pii', on: 'both', detect: ['pii'], threshold: 0.5, action: 'redact', ...usual },
  {
    name: 'size',
    on: 'input',
    size: { characters: 1_000_000, messages: 1_000, tools: 200 },
    threshold: 0.5,
    action: 'block',
    ...usual,
  },
];

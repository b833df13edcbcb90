import type { Policy } from '../policy.ts';

const usual = { mode: 'enforce', onError: 'open', deadlineMs: 1000 } as const;

/** What most platforms want from the first day: certain attacks refused, personal data and keys masked. */
export const balanced: readonly Policy[] = [
  {
    name: 'no-injection',
    on: 'input',
    from: ['user', 'tool'],
    detect: ['prompt-injection'],
    threshold: 0.9,
    action: 'block',
    ...usual,
  },
  {
    name: 'mask-pii',
    on: 'both',
    detect: ['email', 'phone', 'credit-card', 'iban', 'us-ssn'],
    threshold: 0.5,
    action: 'redact',
    restore: true,
    ...usual,
  },
  { name: 'mask-secrets', on: 'both', detect: ['secret'], threshold: 0.5, action: 'redact', ...usual },
  {
    name: 'size',
    on: 'input',
    size: { characters: 8_000_000, messages: 5_000, tools: 1_000 },
    threshold: 0.5,
    action: 'block',
    ...usual,
  },
];

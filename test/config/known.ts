import type { KnownNames } from '../../config/schema.ts';

export const known: KnownNames = {
  detectors: [
    'email',
    'phone',
    'credit-card',
    'iban',
    'us-ssn',
    'prompt-injection',
    'api-key',
    'system-prompt-leak',
    'markdown-exfiltration',
  ],
  categories: ['pii', 'secret', 'injection', 'moderation', 'leak'],
  providers: ['openai', 'azure', 'anthropic', 'google'],
};

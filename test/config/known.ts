import type { KnownNames } from '../../config/schema.ts';

export const known: KnownNames = {
  detectors: ['email', 'phone', 'credit-card', 'iban', 'us-ssn', 'prompt-injection', 'api-key'],
  categories: ['pii', 'secret', 'injection', 'moderation'],
  providers: ['openai', 'azure', 'anthropic', 'google'],
};

import { carries } from '../providers/carries.ts';
import { comparedPrices } from './compared.ts';
import { policiesOf } from './policies.ts';
import type { Config } from './schema.ts';

/** What a configuration allows and its author may not know: no faults. */
export function notesOf(config: Config): string[] {
  return [...signedNotes(config), ...priceNotes(config)];
}

function priceNotes(config: Config): string[] {
  const prices = comparedPrices(config);
  return prices.compare
    .filter((model) => prices.of(model) === undefined)
    .map(({ provider, model }) => `pricing.compare: no price is known for ${provider}/${model}, so it is left out.`);
}

function signedNotes(config: Config): string[] {
  const masking = policiesOf(config)
    .filter(
      ({ action, mode, on, from }) =>
        action === 'redact' && mode === 'enforce' && on !== 'input' && (from?.includes('assistant') ?? true),
    )
    .map(({ name }) => name);
  if (masking.length === 0) return [];
  return Object.entries(carries).flatMap(([dialect, { signed }]) =>
    signed.map(
      (strand) =>
        `${masking.join(' and ')}: ${dialect} signs its ${strand}, so what is masked there is masked for the reader ` +
        'alone; the provider refuses it when it is sent back. Only block keeps such an answer out for good.',
    ),
  );
}

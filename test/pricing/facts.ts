import type { Call } from '../../core/call.ts';
import type { PriceFacts } from '../../core/guardrails.ts';
import { noUsage, type Usage } from '../../core/usage.ts';

/** A day after every dated price in the catalogue that these tests use. */
export const day = Date.parse('2026-11-20T12:00:00Z');

export function factsOf(
  provider: string,
  model: string,
  usage: Partial<Usage>,
  more: Partial<Omit<PriceFacts, 'endpoint' | 'usage' | 'model' | 'call'>> & {
    readonly priceAs?: string;
    readonly call?: Partial<Call>;
  } = {},
): PriceFacts {
  const { priceAs = provider, call, estimated = false, at = day } = more;
  return {
    endpoint: { provider, system: provider, priceAs, usageOnAsk: false },
    call: call && { operation: 'chat', model, stream: false, segments: [], messages: 1, tools: 0, params: {}, ...call },
    model,
    usage: { ...noUsage, ...usage },
    estimated,
    at,
  };
}

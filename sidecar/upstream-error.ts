import { SpanguardError } from '../core/errors.ts';

/** Node's errors and ours as one of the product's; a message may name an address, so only its code is told. */
export function upstreamError(error: Error, connected: boolean, answered: boolean): SpanguardError {
  const code = codeOf(error) || error.name;
  if (!connected) {
    return new SpanguardError('upstream_connect', `No connection to the provider (${code}).`, { cause: error });
  }
  const when = answered ? 'in the middle of its answer' : 'before its answer';
  return new SpanguardError('upstream_broken', `The provider broke off ${when} (${code}).`, { cause: error });
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError) for (const inner of error.errors) return codeOf(inner as Error);
  return '';
}

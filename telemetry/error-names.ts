/** `error.type` where the provider gave no code of its own, besides HTTP statuses as strings. */
export const errorTypes = {
  client_closed: 'The caller left before the answer ended.',
  upstream_connect: 'No connection to the provider.',
  upstream_timeout: 'The provider did not answer in time.',
  upstream_broken: 'The provider broke off, or sent bytes that are no HTTP.',
  upstream_status: 'The provider answered 200 with an error inside whose code is none of the list.',
  held_overflow: 'More of the answer had to be held than the limit allows.',
  request_too_large: 'The request is larger than the limit.',
  store_unavailable: 'What the conversation remembers cannot be reached, and the setting is to refuse.',
  content_policy_violation: 'A policy refused the call.',
  internal: 'A fault of our own.',
} as const;

/**
 * The providers' own codes that become an `error.type`: a closed list, so that no server can fill the label with
 * words of its own. A code that is not here is told by the answer's status. By whose they are, as far as their
 * references tell (2026-11); several mean the same in all of them.
 */
export const providerErrors = {
  'OpenAI and what speaks like it': [
    'account_deactivated',
    'billing_hard_limit_reached',
    'content_filter',
    'content_policy_violation',
    'context_length_exceeded',
    'engine_overloaded',
    'failed_generation',
    'insufficient_quota',
    'invalid_api_key',
    'invalid_prompt',
    'invalid_request_error',
    'invalid_type',
    'invalid_value',
    'json_validate_failed',
    'missing_required_parameter',
    'model_not_found',
    'previous_response_not_found',
    'rate_limit_exceeded',
    'server_error',
    'server_is_overloaded',
    'slow_down',
    'string_above_max_length',
    'tool_use_failed',
    'unsupported_country_region_territory',
    'unsupported_parameter',
    'unsupported_value',
  ],
  'Azure OpenAI': ['DeploymentNotFound', 'OperationNotSupported', 'ResponsibleAIPolicyViolation'],
  Anthropic: [
    'api_error',
    'authentication_error',
    'billing_error',
    'not_found_error',
    'overloaded_error',
    'permission_error',
    'rate_limit_error',
    'request_too_large',
    'timeout_error',
  ],
  Google: [
    'DEADLINE_EXCEEDED',
    'FAILED_PRECONDITION',
    'INTERNAL',
    'INVALID_ARGUMENT',
    'NOT_FOUND',
    'PERMISSION_DENIED',
    'RESOURCE_EXHAUSTED',
    'UNAUTHENTICATED',
    'UNAVAILABLE',
  ],
} as const;

const known: ReadonlySet<string> = new Set(Object.values(providerErrors).flat());

/** A provider's code as an `error.type`: one of the list, or a number that is an HTTP error. */
export function providerError(code: string): string | undefined {
  return known.has(code) || /^[45]\d\d$/.test(code) ? code : undefined;
}

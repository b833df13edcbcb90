import type { DialectName } from './routes.ts';

/** One provider. Everything that differs between providers of the same dialects is here, as data. */
export interface ProviderRow {
  /** Ours: the first segment of the sidecar's paths, the key in the configuration. */
  readonly name: string;
  /** `gen_ai.provider.name` of the OpenTelemetry conventions, where they know it. */
  readonly system: string;
  /** The row whose list prices apply, where that is another one. */
  readonly priceAs?: string;
  /** What the sidecar puts before the path; undefined where each customer has an address of their own. */
  readonly baseUrl: string | undefined;
  /** More hosts of it, for calls that are matched in the process: `host`, `host:port`, `*.domain` or `*-name.domain`. */
  readonly hosts: readonly string[];
  readonly dialects: readonly DialectName[];
  /**
   * Streams carry usage only when `stream_options.include_usage` asks for it. False for those that
   * always send it, or refuse the option.
   */
  readonly usageOnAsk: boolean;
}

export const openaiDialects: readonly DialectName[] = [
  'openai-chat',
  'openai-responses',
  'openai-embeddings',
  'openai-completions',
];

const chatOnly: readonly DialectName[] = ['openai-chat', 'openai-completions'];
const chatAndVectors: readonly DialectName[] = ['openai-chat', 'openai-completions', 'openai-embeddings'];

/**
 * Base addresses are bare origins, so that the path a client is told to use is the provider's own:
 * `/groq/openai/v1` here is `https://api.groq.com/openai/v1` there.
 */
export const table: readonly ProviderRow[] = [
  {
    name: 'openai',
    system: 'openai',
    baseUrl: 'https://api.openai.com',
    // Regional endpoints: eu.api.openai.com, us.api.openai.com.
    hosts: ['*.api.openai.com'],
    dialects: openaiDialects,
    usageOnAsk: true,
  },
  {
    name: 'azure',
    system: 'azure.ai.openai',
    baseUrl: undefined,
    hosts: ['*.openai.azure.com', '*.cognitiveservices.azure.com', '*.services.ai.azure.com'],
    dialects: openaiDialects,
    usageOnAsk: true,
  },
  {
    name: 'anthropic',
    system: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    hosts: [],
    // Its compatible endpoint speaks chat as well (docs.claude.com/en/api/openai-sdk).
    dialects: ['anthropic-messages', 'openai-chat'],
    usageOnAsk: false,
  },
  {
    name: 'mistral',
    system: 'mistral_ai',
    baseUrl: 'https://api.mistral.ai',
    hosts: ['codestral.mistral.ai'],
    dialects: chatAndVectors,
    usageOnAsk: false,
  },
  {
    name: 'groq',
    system: 'groq',
    baseUrl: 'https://api.groq.com',
    hosts: [],
    dialects: openaiDialects,
    usageOnAsk: false,
  },
  {
    name: 'together',
    system: 'together',
    baseUrl: 'https://api.together.xyz',
    hosts: ['api.together.ai'],
    dialects: chatAndVectors,
    usageOnAsk: false,
  },
  {
    name: 'fireworks',
    system: 'fireworks',
    baseUrl: 'https://api.fireworks.ai',
    hosts: [],
    dialects: [...openaiDialects, 'anthropic-messages'],
    usageOnAsk: false,
  },
  {
    name: 'cerebras',
    system: 'cerebras',
    baseUrl: 'https://api.cerebras.ai',
    hosts: [],
    dialects: chatOnly,
    usageOnAsk: true,
  },
  {
    name: 'sambanova',
    system: 'sambanova',
    baseUrl: 'https://api.sambanova.ai',
    hosts: [],
    dialects: chatAndVectors,
    usageOnAsk: true,
  },
  {
    name: 'deepseek',
    system: 'deepseek',
    baseUrl: 'https://api.deepseek.com',
    hosts: [],
    dialects: ['openai-chat', 'openai-completions', 'openai-responses', 'anthropic-messages'],
    usageOnAsk: true,
  },
  {
    name: 'qwen',
    system: 'qwen',
    baseUrl: 'https://dashscope.aliyuncs.com',
    hosts: ['dashscope-intl.aliyuncs.com', 'dashscope-us.aliyuncs.com'],
    dialects: openaiDialects,
    usageOnAsk: true,
  },
  {
    name: 'xai',
    system: 'x_ai',
    baseUrl: 'https://api.x.ai',
    hosts: ['*.api.x.ai'],
    dialects: [...openaiDialects, 'anthropic-messages'],
    usageOnAsk: false,
  },
  {
    name: 'perplexity',
    system: 'perplexity',
    baseUrl: 'https://api.perplexity.ai',
    hosts: [],
    dialects: ['openai-chat', 'openai-responses'],
    usageOnAsk: false,
  },
  {
    name: 'openrouter',
    system: 'openrouter',
    baseUrl: 'https://openrouter.ai',
    hosts: [],
    dialects: [...openaiDialects, 'anthropic-messages'],
    usageOnAsk: false,
  },
  {
    name: 'google',
    system: 'gcp.gemini',
    baseUrl: 'https://generativelanguage.googleapis.com',
    hosts: [],
    // Its compatible endpoint stands under `/v1beta/openai`.
    dialects: ['gemini', 'openai-chat', 'openai-embeddings'],
    usageOnAsk: true,
  },
  {
    name: 'vertex',
    system: 'gcp.vertex_ai',
    baseUrl: 'https://aiplatform.googleapis.com',
    // A host for each region: us-central1-aiplatform.googleapis.com.
    hosts: ['*-aiplatform.googleapis.com'],
    dialects: ['gemini', 'openai-chat'],
    usageOnAsk: true,
  },
  {
    name: 'ollama',
    system: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    hosts: ['localhost:11434', '[::1]:11434'],
    dialects: ['ollama-chat', 'ollama-embeddings', ...openaiDialects, 'anthropic-messages'],
    usageOnAsk: true,
  },
  {
    name: 'vllm',
    system: 'vllm',
    baseUrl: 'http://127.0.0.1:8000',
    hosts: ['localhost:8000', '[::1]:8000'],
    dialects: [...openaiDialects, 'anthropic-messages'],
    usageOnAsk: true,
  },
  {
    name: 'lm-studio',
    system: 'lm-studio',
    baseUrl: 'http://127.0.0.1:1234',
    hosts: ['localhost:1234', '[::1]:1234'],
    dialects: [...openaiDialects, 'anthropic-messages'],
    usageOnAsk: true,
  },
];

import { z } from 'zod';
import { remoteCategories } from '../policies/remote/categories.ts';

/** What the file says of a detector that is not built in, and what it has in common with the rest of the schema. */

/** Node's timers hold no more than this. */
const longestMs = 2_147_483_647;

export const bytes = z.int().min(1024).max(1_073_741_824);
export const duration = z.int().min(1).max(longestMs);

export const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, {
  error: 'a name of lower-case letters, digits, ".", "_" and "-" that starts with a letter or digit',
});

export const baseUrl = z.string().refine(isBaseUrl, {
  error: 'an http or https URL with no credentials, query or fragment, such as https://api.openai.com',
});

function isBaseUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s?#\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '' && !text.includes('@');
}

const share = z.number().min(0).max(1);

const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, {
  error: 'the name of an environment variable, such as OPENAI_API_KEY',
});

const thresholds = z.strictObject({
  harassment: share.optional().describe('Harassment and threats.'),
  hate: share.optional().describe('Hate against groups of people.'),
  illicit: share.optional().describe('Help with what is against the law.'),
  'self-harm': share.optional().describe('Self-harm, wished or taught.'),
  sexual: share.optional().describe('Sexual content.'),
  'sexual-minors': share.optional().describe('Sexual content about minors.'),
  violence: share.optional().describe('Violence, graphic or not.'),
  pii: share.optional().describe('Personal data.'),
  secret: share.optional().describe('Keys and passwords.'),
  injection: share.optional().describe('Attempts to take over a model.'),
  other: share.optional().describe('Anything else.'),
});

const labels = ['ok', ...remoteCategories] as const;

export const detector = z.strictObject({
  type: z
    .enum(['openai-moderation', 'webhook', 'module', 'onnx'])
    .describe(
      "OpenAI's moderations endpoint (or one that speaks like it), a webhook of your own (docs/webhook.md), a module or an ONNX text classifier of your own (docs/own-detectors.md).",
    ),
  path: z
    .string()
    .min(1)
    .optional()
    .describe('The file of a `module` or of an `onnx` model, named from the folder of this one.'),
  url: baseUrl
    .optional()
    .describe(
      'Where it is. Needed for a webhook; the base URL of the API for `openai-moderation`, which has a default.',
    ),
  model: z.string().min(1).max(256).optional().describe('The moderation model; `omni-moderation-latest` when absent.'),
  keyEnv: envName
    .optional()
    .describe('The environment variable with its API key, sent as a bearer token. Needed for `openai-moderation`.'),
  secretEnv: envName.optional().describe('The environment variable with the secret that signs what a webhook is sent.'),
  windowChars: z
    .int()
    .min(200)
    .max(100_000)
    .default(2000)
    .describe('It judges text in windows of so many characters, each beginning in the middle of the one before.'),
  textsPerRequest: z.int().min(1).max(1000).default(32).describe('Most texts in one request.'),
  requests: z.int().min(1).max(1000).default(16).describe('Most requests at a time.'),
  timeoutMs: duration
    .default(10_000)
    .describe("Longest time for one request, whatever the policies' own `deadlineMs`."),
  responseBytes: bytes.default(1_048_576).describe('Largest response that is read.'),
  remember: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(10_000)
    .describe("How many texts' answers are remembered, by digest."),
  tokenizer: z
    .enum(['bytes', 'wordpiece'])
    .optional()
    .describe("Of `onnx`: how text becomes what the model reads: its bytes in UTF-8, or BERT's pieces of words."),
  vocabulary: z
    .string()
    .min(1)
    .optional()
    .describe('Of `wordpiece`: `vocab.txt`, or a `tokenizer.json` of that kind, named from the folder of this one.'),
  lowerCase: z.boolean().default(true).describe('Of `wordpiece` with a `vocab.txt`: it is of an uncased model.'),
  labels: z
    .array(z.enum(labels))
    .min(1)
    .max(100)
    .optional()
    .describe('Of `onnx`: what its outputs mean, in order: `ok`, or the category of a finding.'),
  scores: z
    .enum(['softmax', 'sigmoid', 'none'])
    .optional()
    .describe('Of `onnx`: what makes scores of its outputs. When absent, `softmax`, or `sigmoid` for a single one.'),
  maxTokens: z
    .int()
    .min(8)
    .max(8192)
    .default(512)
    .describe('Of `onnx`: most tokens that it reads at a time; a longer window is read in parts that overlap by half.'),
  thresholds: thresholds.optional().describe('Findings of a category below its own threshold do not count.'),
});

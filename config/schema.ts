import { z } from 'zod';
import { addressOf } from './address.ts';
import { baseUrl, bytes, detector, duration, name } from './detector-schema.ts';
import { optionsSchema } from './options.ts';
import { pricing } from './price-schema.ts';
import { restore, store } from './store-schema.ts';

/**
 * The one description of `spanguard.yaml`: what is accepted, what is the default, what the docs say.
 * Rules that need more than one field, or names from other rooms, are in `rules.ts`.
 */

const address = z.string().refine((text) => addressOf(text) !== undefined, {
  error: 'HOST:PORT, such as 127.0.0.1:4100 (port 0 picks a free one)',
});

const limits = z.strictObject({
  requestBytes: bytes.default(33_554_432).describe('Largest request body; larger ones are answered 413.'),
  heldBytes: bytes
    .default(8_388_608)
    .describe('Most bytes held of one answer while policies judge it, decoded; of a stream, its events as they came.'),
  headerBytes: bytes.default(65_536).describe('Largest request head.'),
  upstreamTimeoutMs: duration.default(600_000).describe('Longest time for a whole call, in milliseconds.'),
  idleTimeoutMs: duration.default(120_000).describe('Longest time between two pieces of an answer.'),
  connectTimeoutMs: duration.default(10_000).describe('Longest time to connect to a provider.'),
  drainMs: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .default(30_000)
    .describe('How long calls in flight may go on after a signal to stop.'),
  concurrentCalls: z.int().min(1).max(1_000_000).default(10_000).describe('Most calls in flight; more are refused.'),
  connections: z.int().min(1).max(65_535).default(10_000).describe("Most connections to one provider's origin."),
});

const sidecar = z.strictObject({
  listen: address.default('127.0.0.1:4100').describe('Where the proxy listens.'),
  admin: address
    .default('127.0.0.1:4101')
    .describe('Where health, metrics and the last calls are served. Never reachable through the proxy.'),
  limits: limits.prefault({}).describe('Limits on sizes, times and numbers.'),
  onUnscannable: z
    .enum(['pass', 'block'])
    .default('pass')
    .describe('What to do with a body that no dialect can read: pass it and record that, or refuse it.'),
  askForUsage: z
    .boolean()
    .default(true)
    .describe(
      'Ask for usage in streams that lack it, and take the extra chunk out again. The preset `observe` never does.',
    ),
  refusal: z
    .enum(['error', 'completion'])
    .default('error')
    .describe(
      "How a refused call is answered: in the provider's own error shape, or as an ordinary-looking completion.",
    ),
  propagateTrace: z
    .boolean()
    .default(false)
    .describe(
      "Send the trace context on to providers. When false, the caller's `traceparent` is not forwarded either.",
    ),
  reload: z.boolean().default(true).describe('Read the file again when it changes, and on SIGHUP.'),
});

const inProcess = z.strictObject({
  redirect: baseUrl
    .optional()
    .describe(
      'A sidecar, such as http://127.0.0.1:4100: calls to providers are sent there, and nothing is guarded in the process.',
    ),
  uncovered: z
    .enum(['pass', 'refuse'])
    .default('pass')
    .describe(
      'Traffic to providers that cannot be guarded in the process (HTTP/2, WebSockets, sockets): pass it, counted and warned of, or refuse it.',
    ),
});

const provider = z.strictObject({
  baseUrl: baseUrl.optional().describe('Where it is. Needed for a provider that is not built in.'),
  like: z.string().optional().describe('The built-in provider whose paths and dialects it speaks.'),
  priceAs: z.string().optional().describe('The provider whose list prices apply.'),
  usageOnAsk: z
    .boolean()
    .optional()
    .describe('It counts usage in streams only when asked with `stream_options.include_usage`.'),
});

const count = z.int().min(0);

const size = z.strictObject({
  characters: count.optional().describe('Most characters of text, in UTF-16 units.'),
  tokens: count.optional().describe('Most tokens, as estimated from the text.'),
  messages: count.optional().describe('Most messages or input items.'),
  tools: count.optional().describe('Most tool definitions.'),
});

const glob = z.string().min(1).max(256);
const globs = z.array(glob).max(1000);
const schema = z.record(z.string(), z.unknown());

const tools = z.strictObject({
  deny: globs.optional().describe('Names of tools that the model may not call; `*` stands for anything.'),
  allow: globs.optional().describe('The only names that it may call. `deny` goes before.'),
  arguments: z
    .record(z.string(), schema)
    .optional()
    .describe(
      'What the arguments of tools must be: a JSON Schema (2020-12) by name or glob; every one that fits holds.',
    ),
  urls: z
    .strictObject({ allow: globs.describe('Hosts, such as `api.example.com` or `*.example.com`.') })
    .optional()
    .describe('Addresses in arguments may lead to these hosts only.'),
  shell: z
    .enum(['deny'])
    .optional()
    .describe(
      '`deny`: no shell commands in arguments: substitutions, chained programs, programs with options or paths.',
    ),
});

const format = z.strictObject({
  type: z.enum(['json']).default('json').describe('What each text of the answer must be: one JSON value.'),
  schema: z
    .union([z.string().min(1), schema], { error: 'a file with a JSON Schema, or the schema itself' })
    .optional()
    .describe('A JSON Schema (2020-12): a file, named from the folder of this one, or the schema itself.'),
  fences: z
    .enum(['allow', 'strip', 'deny'])
    .default('deny')
    .describe('A Markdown fence around the value: fine, taken out so that the caller gets the bare value, or a fault.'),
});

const policy = z.strictObject({
  name: name.describe('Unique; appears in refusals, spans and metrics.'),
  on: z.enum(['input', 'output', 'both']).default('both').describe('Which side of a call it looks at.'),
  from: z
    .array(z.enum(['system', 'user', 'assistant', 'tool']))
    .min(1)
    .optional()
    .describe('Whose text it looks at; all roles when absent.'),
  detect: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Detectors or categories of detectors. Exactly one of `detect`, `size`, `tools` and `format`.'),
  options: optionsSchema.optional().describe('Settings of the detectors in `detect`, by the name of the detector.'),
  size: size.optional().describe('Limits on size instead of detectors.'),
  tools: tools.optional().describe('Which tools the model may call, and with what. Output only; block or flag.'),
  format: format.optional().describe("What the answer's text must be. Output only; block or flag."),
  threshold: z.number().min(0).max(1).default(0.5).describe('Findings below this score do not count.'),
  action: z.enum(['block', 'redact', 'flag']).describe('What to do about a finding.'),
  mode: z
    .enum(['enforce', 'shadow'])
    .default('enforce')
    .describe('`shadow` records what it would have done, and changes nothing.'),
  restore: restore
    .default(false)
    .describe(
      "With `redact` on input: where the provider's answer has a placeholder, the caller gets its own value back.",
    ),
  onError: z
    .enum(['open', 'closed'])
    .default('open')
    .describe('When it cannot be evaluated: let the call go on, or refuse it.'),
  deadlineMs: duration.default(1000).describe('It cannot be evaluated when it takes longer than this.'),
  release: z
    .enum(['judged', 'live'])
    .optional()
    .describe(
      'Of a stream, where it blocks by a detector that judges windows: `judged` holds text until its windows are judged, `live` lets it flow and cuts it off. When absent, `judged` for detectors of `detectors` and `live` for built-in ones.',
    ),
});

const keep = z.strictObject({
  refused: z.boolean().default(true).describe('Calls that a policy or a setting refused.'),
  failed: z.boolean().default(true).describe('Calls that failed; not those that their caller gave up.'),
  costUsdAbove: z.number().min(0).max(1_000_000).default(1).describe('Calls that cost more than this.'),
});

export const configSchema = z
  .strictObject({
    version: z.literal(1).default(1).describe('Version of this format.'),
    preset: z
      .enum(['observe', 'balanced', 'strict'])
      .default('observe')
      .describe('Supplies the policies where the file names none.'),
    sidecar: sidecar.prefault({}).describe('The proxy.'),
    inProcess: inProcess.prefault({}).describe('What only `spanguard/register` reads, in the application itself.'),
    providers: z
      .record(name, provider)
      .default({})
      .describe('Providers by name, merged over the built-in table. The name is the first segment of the path.'),
    detectors: z
      .record(name, detector)
      .default({})
      .describe('Detectors that are not built in, by name, for `detect`: remote ones, modules and models of your own.'),
    policies: z
      .array(policy)
      .max(256)
      .optional()
      .describe("What to look for, and what to do about it. The preset's when absent; none when empty."),
    store: store
      .prefault({})
      .describe('Where conversations are remembered, for policies that restore for the life of one.'),
    pricing: pricing.prefault({}).describe('Prices.'),
    telemetry: z
      .strictObject({
        content: z
          .enum(['none', 'span', 'event', 'both'])
          .optional()
          .describe(
            'Where content of calls is recorded, masked as it left: nowhere, in attributes of spans, in log events, or in both. When absent, what `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` says, else `none`.',
          ),
        contentLimit: z
          .int()
          .min(256)
          .max(1_048_576)
          .default(16_384)
          .describe('Most characters of content in one attribute.'),
        semconv: z
          .enum(['1.41', 'latest', 'dup'])
          .optional()
          .describe(
            'Which GenAI conventions are written: the released ones, what their main branch says, or both. When absent, `latest` where `OTEL_SEMCONV_STABILITY_OPT_IN` names `gen_ai_latest_experimental`, else `1.41`.',
          ),
        keep: keep.prefault({}).describe('Calls whose spans are exported even where the sampler leaves them out.'),
        callsKept: z.int().min(0).max(100_000).default(1000).describe('How many calls `/calls` remembers.'),
        callLog: z.boolean().default(true).describe('Write a log line for each call.'),
      })
      .prefault({})
      .describe('What is recorded. Exporters are set with the standard `OTEL_*` variables.'),
    log: z
      .strictObject({
        level: z
          .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
          .default('info')
          .describe('Least severe level that is logged.'),
      })
      .prefault({})
      .describe('The log, JSON lines on standard output.'),
  })
  .describe('spanguard.yaml');

export type Config = z.output<typeof configSchema>;
export type ProviderConfig = Config['providers'][string];
export type PolicyConfig = NonNullable<Config['policies']>[number];
export type StoreConfig = Config['store'];
export type RemoteConfig = Config['detectors'][string];
export type OverrideConfig = Config['pricing']['overrides'][number];
export type Preset = Config['preset'];

/** The names that other rooms know; given, not imported, so that this room stays below them. */
export interface KnownNames {
  readonly detectors: readonly string[];
  readonly categories: readonly string[];
  readonly providers: readonly string[];
}

/** The schema as JSON Schema, for editors. */
export function jsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(configSchema, { io: 'input' }), title: 'spanguard.yaml' };
}

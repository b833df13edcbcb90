import type { Log } from './log.ts';
import type { Signal } from './meters.ts';
import type { Semconv } from './semconv.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export type Exporter = 'otlp' | 'console';

export interface SignalSettings {
  readonly exporters: readonly Exporter[];
  readonly protocol: 'http/protobuf' | 'http/json';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly compression: 'none' | 'gzip';
}

export type SamplerName =
  | 'always_on'
  | 'always_off'
  | 'traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'parentbased_traceidratio';

export interface BatchSettings {
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
}

/** Where content is recorded. */
export type ContentSetting = 'none' | 'span' | 'event' | 'both';

/** What the standard `OTEL_*` variables ask for, with the defaults of the specification. */
export interface ExportSettings {
  readonly signals: Readonly<Record<Signal, SignalSettings>>;
  readonly sampler: { readonly name: SamplerName; readonly ratio: number };
  readonly batch: BatchSettings;
  readonly logBatch: BatchSettings;
  /** From `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`; undefined where it says nothing. */
  readonly content: ContentSetting | undefined;
  readonly metricIntervalMs: number;
  readonly metricTimeoutMs: number;
  /** From `OTEL_SEMCONV_STABILITY_OPT_IN`; undefined where it says nothing of GenAI. */
  readonly semconv: Semconv | undefined;
  /** From `OTEL_RESOURCE_ATTRIBUTES` and `OTEL_SERVICE_NAME`. */
  readonly resource: Readonly<Record<string, string>>;
}

/**
 * Reads the variables, and says in the log what it cannot follow. One difference from the
 * specification: with no endpoint and no exporter named, nothing is exported, because a sidecar with
 * no collector must not knock at localhost for ever.
 */
export function readEnvironment(env: Env, log: Pick<Log, 'warn'>, setting?: ContentSetting): ExportSettings {
  const read = reader(env, log);
  const content = contentOf(read);
  const told = setting ?? content;
  const eventful = told === 'event' || told === 'both';
  const disabled = read.text('OTEL_SDK_DISABLED')?.toLowerCase() === 'true';
  return {
    signals: {
      traces: signal(read, 'TRACES', 'v1/traces', disabled, true, log),
      metrics: signal(read, 'METRICS', 'v1/metrics', disabled, true, log),
      logs: signal(read, 'LOGS', 'v1/logs', disabled, eventful, log),
    },
    sampler: {
      name: read.oneOf('OTEL_TRACES_SAMPLER', samplers, 'parentbased_always_on'),
      ratio: read.number('OTEL_TRACES_SAMPLER_ARG', 1, 0, 1),
    },
    batch: batchOf(read, 'OTEL_BSP', 5000),
    logBatch: batchOf(read, 'OTEL_BLRP', 1000),
    content,
    metricIntervalMs: read.number('OTEL_METRIC_EXPORT_INTERVAL', 60000, 1),
    metricTimeoutMs: read.number('OTEL_METRIC_EXPORT_TIMEOUT', 30000, 1),
    semconv: semconvOf(read),
    resource: resource(read, log),
  };
}

function batchOf(read: Reader, prefix: 'OTEL_BSP' | 'OTEL_BLRP', delay: number): BatchSettings {
  return {
    scheduledDelayMillis: read.number(`${prefix}_SCHEDULE_DELAY`, delay, 1),
    exportTimeoutMillis: read.number(`${prefix}_EXPORT_TIMEOUT`, 30000, 1),
    maxQueueSize: read.number(`${prefix}_MAX_QUEUE_SIZE`, 2048, 1),
    maxExportBatchSize: read.number(`${prefix}_MAX_EXPORT_BATCH_SIZE`, 512, 1),
  };
}

const contents: Readonly<Record<string, ContentSetting>> = {
  no_content: 'none',
  false: 'none',
  span_only: 'span',
  // What instrumentations took before there were words for where.
  true: 'span',
  event_only: 'event',
  span_and_event: 'both',
};

function contentOf(read: Reader): ContentSetting | undefined {
  const name = 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT';
  if (read.text(name) === undefined) return undefined;
  return contents[read.oneOf(name, Object.keys(contents), 'no_content')];
}

/** A list of opt-ins for all kinds of conventions; ours is the only one that is looked for. */
function semconvOf(read: Reader): Semconv | undefined {
  const asked = read.text('OTEL_SEMCONV_STABILITY_OPT_IN')?.split(',') ?? [];
  return asked.some((one) => one.trim() === 'gen_ai_latest_experimental') ? 'latest' : undefined;
}

const samplers: readonly SamplerName[] = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
];

interface Reader {
  /** Blank counts as not set, as the specification says. */
  text(name: string): string | undefined;
  number(name: string, otherwise: number, least: number, most?: number): number;
  oneOf<T extends string>(name: string, choices: readonly T[], otherwise: T): T;
}

function reader(env: Env, log: Pick<Log, 'warn'>): Reader {
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  return {
    text,
    number(name, otherwise, least, most = 2 ** 31 - 1) {
      const value = text(name);
      if (value === undefined) return otherwise;
      const found = Number(value);
      if (found >= least && found <= most) return found;
      log.warn({ variable: name, using: otherwise }, `${name} must be a number from ${least} to ${most}`);
      return otherwise;
    },
    oneOf(name, choices, otherwise) {
      const value = text(name);
      if (value === undefined) return otherwise;
      const found = choices.find((choice) => choice === value.toLowerCase());
      if (found !== undefined) return found;
      log.warn({ variable: name, using: otherwise }, `${name} must be one of ${choices.join(', ')}`);
      return otherwise;
    },
  };
}

function signal(
  read: Reader,
  name: 'TRACES' | 'METRICS' | 'LOGS',
  path: string,
  disabled: boolean,
  /** An endpoint for all signals is one for this one. */
  byBase: boolean,
  log: Pick<Log, 'warn'>,
): SignalSettings {
  const either = (what: string): string =>
    read.text(`OTEL_EXPORTER_OTLP_${name}_${what}`) === undefined
      ? `OTEL_EXPORTER_OTLP_${what}`
      : `OTEL_EXPORTER_OTLP_${name}_${what}`;
  const own = read.text(`OTEL_EXPORTER_OTLP_${name}_ENDPOINT`);
  const base = read.text('OTEL_EXPORTER_OTLP_ENDPOINT');
  const url = own ?? `${(base ?? 'http://localhost:4318').replace(/\/$/, '')}/${path}`;
  // Logs are only what is asked for: back ends for LLM traces mostly take no logs.
  const endpoint = own !== undefined || (base !== undefined && byBase);
  let exporters = disabled ? [] : exportersOf(read, name, endpoint, log);
  if (exporters.includes('otlp') && !URL.canParse(url)) {
    log.warn({ variable: either('ENDPOINT') }, 'the OTLP endpoint is no URL; nothing is exported to it');
    exporters = exporters.filter((exporter) => exporter !== 'otlp');
  }
  if (exporters.includes('otlp') && read.text(either('PROTOCOL')) === 'grpc') {
    log.warn({ variable: either('PROTOCOL'), using: 'http/protobuf' }, 'OTLP over gRPC is not supported');
  }
  return {
    exporters,
    protocol: read.text(either('PROTOCOL')) === 'http/json' ? 'http/json' : 'http/protobuf',
    url: own === undefined || !URL.canParse(own) ? url : new URL(own).toString(),
    headers: {
      ...headers(read.text('OTEL_EXPORTER_OTLP_HEADERS')),
      ...headers(read.text(`OTEL_EXPORTER_OTLP_${name}_HEADERS`)),
    },
    timeoutMs: read.number(either('TIMEOUT'), 10000, 1),
    compression: read.oneOf(either('COMPRESSION'), ['none', 'gzip'], 'none'),
  };
}

function exportersOf(read: Reader, name: string, endpoint: boolean, log: Pick<Log, 'warn'>): Exporter[] {
  const variable = `OTEL_${name}_EXPORTER`;
  const asked = read.text(variable);
  if (asked === undefined) return endpoint ? ['otlp'] : [];
  const found = new Set<Exporter>();
  for (const one of asked
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())) {
    if (one === 'none') return [];
    if (one === 'otlp' || one === 'console') found.add(one);
    // Prometheus is what the admin port's /metrics is, always.
    else if (one !== '' && one !== 'prometheus') {
      log.warn({ variable, value: one }, `${variable} knows otlp, console and none`);
    }
  }
  return [...found];
}

/** `a=1,b=2`, percent-encoded; what is not of this form is passed over, as the SDK does. */
function headers(text: string | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of text?.split(',') ?? []) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const name = decoded(part.slice(0, equals).trim());
    const value = decoded(part.slice(equals + 1).trim());
    if (name !== undefined && name !== '' && value !== undefined) found[name] = value;
  }
  return found;
}

/** On any fault the whole variable is discarded, as the specification says. */
function resource(read: Reader, log: Pick<Log, 'warn'>): Record<string, string> {
  const variable = 'OTEL_RESOURCE_ATTRIBUTES';
  let found: Record<string, string> = {};
  for (const part of read.text(variable)?.split(',') ?? []) {
    if (part.trim() === '') continue;
    const [rawKey = '', rawValue, ...more] = part.split('=');
    const key = decoded(rawKey.trim());
    const value = rawValue === undefined ? undefined : decoded(rawValue.trim());
    if (key === undefined || key === '' || value === undefined || more.length > 0) {
      log.warn({ variable }, `${variable} must read key=value,key=value; it is left out`);
      found = {};
      break;
    }
    found[key] = value;
  }
  const service = read.text('OTEL_SERVICE_NAME');
  return service === undefined ? found : { ...found, 'service.name': service };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

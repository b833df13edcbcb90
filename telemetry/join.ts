import type { Attributes, AttributeValue, Context, Span, SpanContext, TracerProvider } from '@opentelemetry/api';
import type { Call } from '../core/call.ts';
import type { Endpoint } from '../core/dialect.ts';
import { type AttributeSink, writeAttributes, writeContent } from './attributes.ts';
import type { Content } from './content.ts';
import { attr, conventions, scopeName } from './names.ts';
import { type CallRecord, operationName } from './record.ts';
import type { Semconv } from './semconv.ts';
import { clientKind, spanName, statusError } from './span.ts';
import { formatTraceparent } from './trace-context.ts';

/**
 * The process's own OpenTelemetry. It is read from where every version 1 of the API registers itself, not
 * through a copy of the API: one that is newer than the application's would be given a no-op.
 */
interface Registered {
  readonly trace?: TracerProvider;
  readonly context?: {
    active(): Context;
    with<T>(context: Context, run: () => T): T;
  };
}

const apiKey = Symbol.for('opentelemetry.js.api.1');
const spanKey = Symbol.for('OpenTelemetry Context Key SPAN');

function registered(): Registered | undefined {
  return (globalThis as { [apiKey]?: Registered })[apiKey];
}

/** A call's span in the application's own trace. */
export interface Joined {
  /** Of the span, which begins with the first question for it. */
  context(): SpanContext;
  /** Where what the call sends is a child of its span; undefined where it is already. */
  scope(): (<T>(run: () => T) => T) | undefined;
  /** `content`: where it is recorded on spans. */
  ended(record: CallRecord, content?: Content): void;
}

/** The beginnings of a call that a sampler may look at. */
export interface Begun {
  readonly endpoint: Endpoint;
  readonly startedAt: number;
  call(): Call | undefined;
}

/** The place of this call in the application's trace; undefined where the application has no tracer. */
export function join(begun: Begun, version: string, semconv: Semconv): Joined | undefined {
  const api = registered();
  if (api?.trace === undefined) return undefined;
  const context = api.context?.active();
  const outer = context?.getValue(spanKey) as Told | undefined;
  return outer !== undefined && isInference(outer) && !taken.has(outer)
    ? enriched(outer, semconv)
    : opened(api, context, begun, version, semconv);
}

/** The application's active span, as a sidecar takes it. */
export function activeTraceparent(): string | undefined {
  const span = registered()?.context?.active().getValue(spanKey) as Span | undefined;
  if (span === undefined) return undefined;
  const { traceId, spanId, traceFlags } = span.spanContext();
  return formatTraceparent(traceId, spanId, traceFlags & 0xff);
}

/** A span as the SDK has it, whose attributes can be read. */
type Told = Span & { readonly attributes?: Attributes };

/** Spans that a call that went well has told of itself: a second one within is a call of its own. */
const taken = new WeakSet<Span>();

const inference = new Set<unknown>(['chat', 'generate_content', 'text_completion', 'embeddings']);

/** Made by whoever called for this very call: an SDK's own instrumentation, or a framework's. */
function isInference({ attributes }: Told): boolean {
  if (attributes === undefined) return false;
  const operation = attributes['gen_ai.operation.name'];
  if (operation !== undefined) return inference.has(operation);
  // Older conventions have no operation yet.
  return attributes['gen_ai.system'] !== undefined && attributes['gen_ai.request.model'] !== undefined;
}

/** A span that is there already is told what it does not know; it is ended by whoever began it. */
function enriched(span: Told, semconv: Semconv): Joined {
  taken.add(span);
  return {
    context: () => span.spanContext(),
    scope: () => undefined,
    ended(record, content) {
      if (record.errorType !== undefined) taken.delete(span);
      if (!span.isRecording()) return;
      const known = span.attributes ?? {};
      for (const [name, value] of Object.entries(attributesOf(record, semconv, content))) {
        if (known[name] === undefined && value !== undefined) span.setAttribute(name, value);
      }
    },
  };
}

function opened(
  api: Registered,
  context: Context | undefined,
  begun: Begun,
  version: string,
  semconv: Semconv,
): Joined {
  let span: Span | undefined;
  const start = (): Span => {
    if (span !== undefined) return span;
    const { endpoint, startedAt } = begun;
    const call = begun.call();
    const operation = operationName(endpoint, call);
    const attributes: Attributes = { [attr.operation.name]: operation, [attr.provider.name]: endpoint.system };
    if (call !== undefined && call.model !== '') attributes[attr.requestModel.name] = call.model;
    const options = { kind: clientKind, startTime: startedAt, attributes };
    const tracer = (api.trace as TracerProvider).getTracer(scopeName, version, { schemaUrl: conventions.schemaUrl });
    const name = spanName(operation, call === undefined || call.model === '' ? undefined : call.model);
    span = context === undefined ? tracer.startSpan(name, options) : tracer.startSpan(name, options, context);
    return span;
  };
  return {
    context: () => start().spanContext(),
    scope() {
      const own = context?.setValue(spanKey, start());
      const { context: contexts } = api;
      return contexts === undefined || own === undefined ? undefined : (run) => contexts.with(own, run);
    },
    ended(record, content) {
      const made = start();
      made.setAttributes(attributesOf(record, semconv, content));
      if (record.errorType !== undefined) made.setStatus({ code: statusError });
      made.end(record.startedAt + record.durationMs);
    },
  };
}

function attributesOf(record: CallRecord, semconv: Semconv, content: Content | undefined): Attributes {
  const made: Attributes = {};
  const set = (key: { readonly name: string }, value: AttributeValue): void => {
    made[key.name] = value;
  };
  const sink: AttributeSink = {
    string: set,
    int: set,
    double: set,
    boolean: set,
    strings: (key, value) => set(key, [...value]),
  };
  writeAttributes(record, sink, semconv);
  if (content !== undefined) writeContent(content, sink);
  return made;
}

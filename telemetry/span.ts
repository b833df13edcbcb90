import type { Attributes, AttributeValue, SpanContext, SpanStatus } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { type AttributeSink, writeAttributes, writeContent } from './attributes.ts';
import type { Content } from './content.ts';
import { conventions, scopeName } from './names.ts';
import type { CallRecord } from './record.ts';
import type { Semconv } from './semconv.ts';

type HrTime = [number, number];

/** The numbers of `SpanKind.CLIENT` and `SpanStatusCode`, which the API promises to keep. */
export const clientKind = 2;
export const statusUnset = 0;
export const statusError = 2;

/** What is the same for all spans of one process. */
export interface SpanOrigin {
  readonly resource: Resource;
  readonly scope: Scope;
  readonly semconv: Semconv;
}

export interface Scope {
  readonly name: string;
  readonly version: string;
  /** Empty where there is none: main has no release, and so no schema. */
  readonly schemaUrl: string;
}

export function originOf(resource: Resource, version: string, semconv: Semconv): SpanOrigin {
  return { resource, scope: scopeOf(version, semconv), semconv };
}

export function scopeOf(version: string, semconv: Semconv): Scope {
  return { name: scopeName, version, schemaUrl: semconv === 'latest' ? '' : conventions.schemaUrl };
}

/**
 * A call's record in the shape that the SDK's processors and exporters read. It keeps only the
 * record: our own serializer writes straight from it, and what others ask for is made when they do.
 */
export class CallSpan implements ReadableSpan {
  readonly record: CallRecord;
  readonly origin: SpanOrigin;
  readonly flags: number;
  readonly content: Content | undefined;
  readonly parentSpanContext?: SpanContext;

  constructor(record: CallRecord, origin: SpanOrigin, flags: number, content?: Content) {
    this.record = record;
    this.origin = origin;
    this.flags = flags;
    this.content = content;
    const { parent } = record.caller;
    if (parent !== undefined) {
      const context = contextOf(parent.traceId, parent.spanId, parent.flags, parent.state);
      this.parentSpanContext = { ...context, isRemote: true };
    }
  }

  /** The same span without its content. */
  bare(): CallSpan {
    return new CallSpan(this.record, this.origin, this.flags);
  }

  get kind(): typeof clientKind {
    return clientKind;
  }

  get ended(): true {
    return true;
  }

  get droppedAttributesCount(): number {
    return 0;
  }

  get droppedEventsCount(): number {
    return 0;
  }

  get droppedLinksCount(): number {
    return 0;
  }

  get name(): string {
    return spanName(this.record.operation, this.record.model);
  }

  get resource(): Resource {
    return this.origin.resource;
  }

  get instrumentationScope(): SpanOrigin['scope'] {
    return this.origin.scope;
  }

  spanContext(): SpanContext {
    const { traceId, spanId, caller } = this.record;
    return contextOf(traceId, spanId, this.flags, caller.parent?.state);
  }

  get startTime(): HrTime {
    return hrTime(this.record.startedAt);
  }

  get endTime(): HrTime {
    return hrTime(this.record.startedAt + this.record.durationMs);
  }

  get duration(): HrTime {
    return hrTime(this.record.durationMs);
  }

  get status(): SpanStatus {
    return { code: this.record.errorType === undefined ? statusUnset : statusError };
  }

  get links(): [] {
    return [];
  }

  get events(): [] {
    return [];
  }

  get attributes(): Attributes {
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
    writeAttributes(this.record, sink, this.origin.semconv);
    if (this.content !== undefined) writeContent(this.content, sink);
    return made;
  }
}

export function spanName(operation: string, model: string | undefined): string {
  return model === undefined ? operation : `${operation} ${model}`;
}

export function contextOf(traceId: string, spanId: string, flags: number, state: string | undefined): SpanContext {
  const context = { traceId, spanId, traceFlags: flags };
  return state === undefined ? context : { ...context, traceState: new KeptState(state) };
}

/** A caller's `tracestate`, only carried: nothing here adds to it. */
class KeptState {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  set(): KeptState {
    return this;
  }

  unset(): KeptState {
    return this;
  }

  get(key: string): string | undefined {
    const found = this.#text.split(',').find((member) => member.startsWith(`${key}=`));
    return found?.slice(key.length + 1);
  }

  serialize(): string {
    return this.#text;
  }
}

function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
}

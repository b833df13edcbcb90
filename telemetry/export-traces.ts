import type { ReadableSpan, Sampler, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Content } from './content.ts';
import type { Lost } from './drops.ts';
import type { Exporter, ExportSettings, SignalSettings } from './environment.ts';
import { requestOf, SpanPages, type WrittenSpan } from './otlp.ts';
import { type BatchWriter, otlpTransport } from './otlp-transport.ts';
import type { CallRecord, Keeping } from './record.ts';
import { type Keep, keeping } from './sampling.ts';
import { sdk } from './sdk.ts';
import { CallSpan, clientKind, contextOf, type SpanOrigin } from './span.ts';
import type { TraceParent } from './trace-context.ts';
import type { Weight } from './weight.ts';

/** The way out for spans: the SDK's sampler, batching, retries and limits. */
export interface TraceExport {
  /** Asked once per call. None of the standard samplers looks at a span's name or attributes. */
  sampled(traceId: string, parent: TraceParent | undefined): boolean;
  /** Why the span of a call that was not sampled is exported all the same. */
  keeps(record: CallRecord): Keeping | undefined;
  add(record: CallRecord, flags: number, content?: Content): void;
  shutdown(): Promise<void>;
}

export function traceExport(
  settings: ExportSettings,
  origin: SpanOrigin,
  keep: Keep,
  weight: Weight,
  lost: Lost,
): TraceExport {
  const { trace, ROOT_CONTEXT } = sdk.api();
  const { SamplingDecision } = sdk.trace();
  const sampler = samplerOf(settings);
  const { exporters } = settings.signals.traces;
  const outlets = exporters.map((exporter) => outlet(exporter, settings, weight, lost));
  return {
    sampled(traceId, parent) {
      const context =
        parent === undefined
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, {
              ...contextOf(parent.traceId, parent.spanId, parent.flags, parent.state),
              isRemote: true,
            });
      const result = sampler.shouldSample(context, traceId, 'call', clientKind, nothingYet, []);
      return result.decision === SamplingDecision.RECORD_AND_SAMPLED;
    },
    // Whoever turns sampling off means all of it.
    keeps: (record) => (settings.sampler.name === 'always_off' ? undefined : keeping(keep, record)),
    add(record, flags, content) {
      const span = new CallSpan(record, origin, flags, content);
      for (const one of outlets) one.add(span);
    },
    async shutdown() {
      await Promise.all(outlets.map((one) => one.processor.shutdown()));
    },
  };
}

const nothingYet = Object.freeze({});

function samplerOf({ sampler: { name, ratio } }: ExportSettings): Sampler {
  const { AlwaysOnSampler, AlwaysOffSampler, ParentBasedSampler, TraceIdRatioBasedSampler } = sdk.trace();
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio);
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
  }
}

interface Outlet {
  readonly processor: SpanProcessor;
  add(span: CallSpan): void;
}

/**
 * One exporter behind the SDK's batch processor. The processor drops in silence when its queue is
 * full, so the queue's length is followed here: what enters it less what leaves it for the exporter.
 */
function outlet(exporter: Exporter, settings: ExportSettings, weight: Weight, lost: Lost): Outlet {
  const { BatchSpanProcessor, ConsoleSpanExporter } = sdk.trace();
  let queued = 0;
  // Who prints them, or sends JSON, reads the spans themselves.
  const written = exporter === 'otlp' && settings.signals.traces.protocol !== 'http/json';
  const pages = written ? new SpanPages() : undefined;
  const target = exporter === 'console' ? new ConsoleSpanExporter() : otlpExporter(settings.signals.traces, lost);
  const counted: SpanExporter = {
    export(spans, done) {
      queued -= spans.length;
      for (const { content } of spans as unknown as readonly (CallSpan | WrittenSpan)[]) weight.off(content);
      try {
        target.export(spans, (result) => {
          if (result.code !== 0) lost('traces', 'export_failed', spans.length, result.error);
          done(result);
        });
      } catch (error) {
        lost('traces', 'export_failed', spans.length, error);
        done({ code: 1, error: error instanceof Error ? error : new Error('export failed') });
      }
    },
    shutdown: () => target.shutdown(),
  };
  const processor = new BatchSpanProcessor({ exporter: counted, ...settings.batch });
  return {
    processor,
    add(span) {
      if (queued >= settings.batch.maxQueueSize) {
        lost('traces', 'queue_full', 1);
        return;
      }
      queued++;
      let kept = span;
      if (!weight.on(span.content)) {
        lost('traces', 'content_full', 1);
        kept = span.bare();
      }
      processor.onEnd(pages === undefined ? kept : (pages.write(kept) as unknown as ReadableSpan));
    },
  };
}

function otlpExporter(settings: SignalSettings, lost: Lost): SpanExporter {
  const { OTLPExporterBase } = sdk.otlp();
  return new OTLPExporterBase(otlpTransport('traces', settings, spanWriter(settings), lost));
}

type Spans = Parameters<SpanExporter['export']>[0];

/** Our encoder in the place of the SDK's; JSON and answers are the SDK's. */
function spanWriter({ protocol }: SignalSettings): BatchWriter<Spans> {
  const { JsonTraceSerializer, ProtobufTraceSerializer } = sdk.transformer();
  if (protocol === 'http/json') {
    return {
      encode: (spans) => JsonTraceSerializer.serializeRequest(spans),
      read: (answer) => JsonTraceSerializer.deserializeResponse(answer),
    };
  }
  return {
    encode: (spans) => requestOf(spans as unknown as readonly WrittenSpan[]),
    read: (answer) => ProtobufTraceSerializer.deserializeResponse(answer),
  };
}

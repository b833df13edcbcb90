import type { Lost } from './drops.ts';
import type { ExportSettings, SignalSettings } from './environment.ts';
import type { CallEvent } from './events.ts';
import { logsJson } from './logs-json.ts';
import { encodeLogs } from './otlp-logs.ts';
import { type BatchWriter, otlpTransport } from './otlp-transport.ts';
import { sdk } from './sdk.ts';
import type { SpanOrigin } from './span.ts';
import type { Weight } from './weight.ts';

/** The way out for events: a bounded queue, sent in batches, one batch at a time. */
export interface LogExport {
  add(event: CallEvent): void;
  shutdown(): Promise<void>;
}

export function logExport(settings: ExportSettings, origin: SpanOrigin, weight: Weight, lost: Lost): LogExport {
  const { logs } = settings.signals;
  const { scheduledDelayMillis, maxQueueSize, maxExportBatchSize } = settings.logBatch;
  const transport = otlpTransport('logs', logs, logWriter(logs, origin), lost);
  let queue: CallEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;

  function send(): Promise<void> {
    const batch = queue.slice(0, maxExportBatchSize);
    queue = queue.slice(batch.length);
    for (const { content } of batch) weight.off(content);
    return new Promise((resolve) => {
      const failed = (error: unknown): void => {
        lost('logs', 'export_failed', batch.length, error);
        resolve();
      };
      try {
        transport.export(batch, (result) => {
          if (result.code === 0) resolve();
          else failed(result.error);
        });
      } catch (error) {
        failed(error);
      }
    });
  }

  function schedule(): void {
    if (timer !== undefined || sending !== undefined || queue.length === 0) return;
    timer = setTimeout(flush, queue.length >= maxExportBatchSize ? 0 : scheduledDelayMillis);
    // Nothing of ours keeps a process from ending.
    timer.unref();
  }

  function flush(): void {
    timer = undefined;
    sending = send().finally(() => {
      sending = undefined;
      schedule();
    });
  }

  return {
    add(event) {
      if (queue.length >= maxQueueSize || !weight.on(event.content)) {
        lost('logs', 'queue_full', 1);
        return;
      }
      queue.push(event);
      schedule();
    },
    async shutdown() {
      clearTimeout(timer);
      await sending;
      clearTimeout(timer);
      while (queue.length > 0) await send();
      await transport.shutdown();
    },
  };
}

function logWriter({ protocol }: SignalSettings, origin: SpanOrigin): BatchWriter<readonly CallEvent[]> {
  const { JsonLogsSerializer, ProtobufLogsSerializer } = sdk.transformer();
  return protocol === 'http/json'
    ? {
        encode: (events) => logsJson(events, origin),
        read: (answer) => JsonLogsSerializer.deserializeResponse(answer),
      }
    : {
        encode: (events) => encodeLogs(events, origin),
        read: (answer) => ProtobufLogsSerializer.deserializeResponse(answer),
      };
}

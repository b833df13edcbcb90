import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { SpreadPoint } from './otlp-metrics.ts';

interface JsonRequest {
  resourceMetrics: { scopeMetrics: { metrics: { histogram?: { dataPoints: Record<string, unknown>[] } }[] }[] }[];
}

/** The SDK's JSON of a batch with our exemplars put in: it writes points in the batch's order. */
export function withExemplars(bytes: Uint8Array | undefined, batch: ResourceMetrics): Uint8Array | undefined {
  if (bytes === undefined) return undefined;
  const request = JSON.parse(Buffer.from(bytes).toString()) as JsonRequest;
  batch.scopeMetrics.forEach(({ metrics }, group) => {
    metrics.forEach(({ dataPoints }, place) => {
      const written = request.resourceMetrics[0]?.scopeMetrics[group]?.metrics[place]?.histogram?.dataPoints;
      written?.forEach((point, at) => {
        const { exemplars = [] } = (dataPoints[at] ?? {}) as Partial<SpreadPoint>;
        point.exemplars = exemplars.map(({ value, traceId, spanId, at: milliseconds }) => ({
          timeUnixNano: `${BigInt(Math.round(milliseconds * 1000)) * 1000n}`,
          asDouble: value,
          traceId,
          spanId,
        }));
      });
    });
  });
  return Buffer.from(JSON.stringify(request));
}

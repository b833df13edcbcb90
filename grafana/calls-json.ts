import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import type { Panel as PanelJson } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder as LokiBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { SearchTableType, DataqueryBuilder as TempoBuilder } from '@grafana/grafana-foundation-sdk/tempo';
import { chosen } from './sources.ts';
import { callLog, type TracePanel } from './traces.ts';

/** Calls as Tempo has them: one row a span. */
export function callsJson({ title, says, empty, query, largest }: TracePanel): PanelJson {
  const builder = new TableBuilder()
    .title(title)
    .description(`${says}\n\nNo data? ${empty}`)
    .noValue(empty)
    .datasource(chosen('tempo'))
    .withTarget(
      new TempoBuilder()
        .refId('A')
        .datasource(chosen('tempo'))
        .queryType('traceql')
        .query(query)
        .filters([])
        .limit(50)
        .tableType(SearchTableType.Spans),
    );
  if (largest !== undefined) {
    const sort = [{ field: largest.name, desc: true }];
    // Tempo's attributes come as text, which sorts 9 before 10.
    const conversions = [{ targetField: largest.name, destinationType: 'number' }];
    builder
      .withTransformation({ id: 'convertFieldType', options: { conversions } })
      .withTransformation({ id: 'sortBy', options: { sort } })
      .overrideByName(largest.name, [{ id: 'unit', value: 'currencyUSD' }]);
  }
  return builder.build();
}

/** Calls as the sidecar logs them. */
export function logJson(): PanelJson {
  const empty =
    "No lines. The sidecar's standard output must reach this Loki with the label service_name=spanguard, and telemetry.callLog must be on.";
  return new LogsBuilder()
    .title('Log lines')
    .description(
      `A line a call; what is in the box "Find" must stand in it: a call's id, a trace's, a model, a policy, an error.\n\nNo data? ${empty}`,
    )
    .noValue(empty)
    .datasource(chosen('loki'))
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .sortOrder(LogsSortOrder.Descending)
    .withTarget(new LokiBuilder().refId('A').datasource(chosen('loki')).expr(callLog).maxLines(500))
    .build();
}

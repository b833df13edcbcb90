import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type Panel as PanelJson,
  type ThresholdsConfig,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { hues } from './hues.ts';
import type { Panel, Query } from './panel.ts';
import { chosen } from './sources.ts';

/** Series whose names are words that `hues` knows. */
const meant = /^\{\{(?:verdict|action|outcome|confidence|coverage)\}\}$/;

/** What the four kinds of builders have in common. */
type Builder = StatBuilder | TimeseriesBuilder | BarGaugeBuilder | TableBuilder;

export function panelJson(panel: Panel): PanelJson {
  switch (panel.kind) {
    case 'stat':
      return common(
        new StatBuilder()
          .graphMode(BigValueGraphMode.None)
          .colorMode(panel.steps === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
          .reduceOptions(lastValue()),
        panel,
      );
    case 'list':
      return common(
        new BarGaugeBuilder().orientation(VizOrientation.Horizontal).reduceOptions(lastValue()).min(0),
        panel,
      );
    case 'table':
      return table(panel);
    case 'line':
      return common(graph().lineWidth(2).fillOpacity(8).showPoints(VisibilityMode.Auto), panel);
    case 'bars':
      return common(
        graph()
          .drawStyle(GraphDrawStyle.Bars)
          .fillOpacity(80)
          .lineWidth(0)
          .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A')),
        panel,
      );
  }
}

function common(builder: Builder, panel: Panel): PanelJson {
  builder
    .title(panel.title)
    .description(`${panel.says}\n\nNo data? ${panel.empty}`)
    .datasource(chosen('prometheus'))
    .unit(panel.unit)
    .noValue(panel.empty)
    .thresholds(thresholdsOf(panel));
  if (panel.decimals !== undefined) builder.decimals(panel.decimals);
  if (panel.max !== undefined) builder.max(panel.max);
  if (panel.since !== undefined) builder.timeFrom(panel.since);
  const overTime = panel.kind === 'line' || panel.kind === 'bars';
  if (overTime) builder.min(0);
  // Colours by name: a provider or a model has the same one in every panel.
  const byThreshold = panel.steps !== undefined && !overTime;
  builder.colorScheme(
    new FieldColorBuilder().mode(byThreshold ? FieldColorModeId.Thresholds : FieldColorModeId.PaletteClassicByName),
  );
  const single = panel.queries.some(({ legend }) => meant.test(legend));
  if (single && panel.kind !== 'table') {
    for (const [name, fixedColor] of hues) {
      builder.overrideByName(name, [{ id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor } }]);
    }
  }
  panel.queries.forEach((query, at) => {
    builder.withTarget(target(query, at, overTime, panel.kind === 'table'));
  });
  return builder.build();
}

function target(query: Query, at: number, overTime: boolean, asTable: boolean): DataqueryBuilder {
  const made = new DataqueryBuilder()
    .refId(letter(at))
    .datasource(chosen('prometheus'))
    .expr(query.expr)
    .legendFormat(query.legend)
    .format(asTable ? PromQueryFormat.Table : PromQueryFormat.TimeSeries);
  return overTime ? made.range().exemplar(true) : made.instant();
}

function graph(): TimeseriesBuilder {
  return new TimeseriesBuilder()
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
}

/** One row by label set; the values' columns are called as the queries' legends say. */
function table(panel: Panel): PanelJson {
  const builder = new TableBuilder()
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({ id: 'organize', options: { excludeByName: { Time: true } } });
  panel.queries.forEach(({ legend }, at) => {
    const column = panel.queries.length === 1 ? 'Value' : `Value #${letter(at)}`;
    builder.overrideByName(column, [{ id: 'displayName', value: legend }]);
  });
  return common(builder, panel);
}

function lastValue(): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);
}

function thresholdsOf({ steps }: Panel): ThresholdsConfigBuilder {
  const made = new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute);
  return made.steps(stepsOf(steps));
}

function stepsOf(steps: Panel['steps']): ThresholdsConfig['steps'] {
  if (steps === undefined) return [{ value: null, color: 'green' }];
  const { warn, bad } = steps;
  if (steps.down === true) {
    return [
      { value: null, color: 'red' },
      { value: bad, color: 'orange' },
      { value: warn, color: 'green' },
    ];
  }
  return [
    { value: null, color: 'green' },
    { value: warn, color: 'orange' },
    { value: bad, color: 'red' },
  ];
}

function letter(at: number): string {
  return String.fromCharCode(65 + at);
}

import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type GridPos,
  type Panel as PanelJson,
  QueryVariableBuilder,
  RowBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { metric } from '../telemetry/names.ts';
import type { Board } from './boards.ts';
import { callsJson, logJson } from './calls-json.ts';
import { panelJson } from './panel-json.ts';
import { all, grown, sum } from './promql.ts';
import { chosen, type SourceKind, sourceIds } from './sources.ts';
import { boxes, callLog } from './traces.ts';
import { type VariableName, valuesOf, variables } from './variables.ts';

const tag = 'spanguard';
const sourceNames: Readonly<Record<SourceKind, string>> = { prometheus: 'Metrics', tempo: 'Traces', loki: 'Logs' };

/** When the configuration was read again: a mark in every graph. */
export const reloaded: string = `${sum(grown(all(metric.reloads), '$__interval'), 'outcome')} > 0`;

export function dashboardJson(board: Board): Dashboard {
  const builder = new DashboardBuilder(board.title)
    .uid(board.uid)
    .description(board.says)
    .tags([tag])
    .timezone('utc')
    .time({ from: board.from, to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Spanguard')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .includeVars(true)
        .keepTime(true),
    );
  for (const kind of sourcesOf(board)) builder.withVariable(sourceVariable(kind));
  for (const name of board.variables) builder.withVariable(variable(name));
  for (const [name, { label, value }] of Object.entries(boxes)) {
    const asked = [...(board.calls ?? []).map(({ query }) => query), board.log === true ? callLog : ''];
    if (asked.some((query) => query.includes(`$${name}`))) {
      builder.withVariable(new TextBoxVariableBuilder(name).label(label).defaultValue(value));
    }
  }
  if (board.groups.length > 0) {
    builder.annotation(
      new AnnotationQueryBuilder()
        .name('Configuration read again')
        .datasource(chosen('prometheus'))
        .enable(true)
        .iconColor('blue')
        .expr(reloaded)
        .titleFormat('Configuration read again: {{outcome}}')
        .step('60s'),
    );
  }
  place(builder, board);
  // Provisioned dashboards are found by `uid`; an id of its own would differ by installation.
  return { ...builder.build(), version: 1 };
}

function sourcesOf({ groups, calls, log }: Board): SourceKind[] {
  return [
    ...(groups.length > 0 ? (['prometheus'] as const) : []),
    ...(calls === undefined ? [] : (['tempo'] as const)),
    ...(log === true ? (['loki'] as const) : []),
  ];
}

/** Panels flow from left to right; a group begins a row of its own. */
function place(builder: DashboardBuilder, board: Board): void {
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  let id = 0;
  const next = (width: number, height: number): GridPos => {
    if (x + width > 24) {
      x = 0;
      y += rowHeight;
      rowHeight = 0;
    }
    const at = { x, y, w: width, h: height };
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return at;
  };
  const add = (made: PanelJson, gridPos: GridPos): void => {
    id++;
    const numbered = { ...made, id, gridPos };
    builder.withPanel({ build: () => numbered });
  };
  const row = (title: string): void => {
    y += rowHeight;
    x = rowHeight = 0;
    id++;
    builder.withRow(new RowBuilder(title).id(id).gridPos({ x: 0, y, w: 24, h: 1 }));
    y += 1;
  };
  for (const group of board.groups) {
    row(group.title);
    for (const panel of group.panels) {
      add(panelJson(panel), next(panel.width, panel.height ?? (panel.kind === 'stat' ? 4 : 8)));
    }
  }
  if (board.calls !== undefined && board.groups.length > 0) row('Single calls');
  for (const list of board.calls ?? []) add(callsJson(list), next(list.width, 9));
  if (board.log === true) add(logJson(), next(24, 12));
}

function sourceVariable(kind: SourceKind): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder(kind)
    .label(sourceNames[kind])
    .type(kind)
    .current({ text: sourceIds[kind], value: sourceIds[kind] });
}

function variable(name: VariableName): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(variables[name].label)
    .datasource(chosen('prometheus'))
    .query(valuesOf(name))
    .definition(valuesOf(name))
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: ['All'], value: ['$__all'] })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
}

import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertGroups } from '../../grafana/alerts/rules.ts';
import { boards } from '../../grafana/boards.ts';
import { dashboardJson } from '../../grafana/dashboard-json.ts';
import { files } from '../../grafana/files.ts';
import { sourceIds } from '../../grafana/sources.ts';
import { callLists } from '../../grafana/traces.ts';
import { attributes, metrics, metricsUnder, prometheusName } from '../../telemetry/names.ts';
import { code, read, root, sources } from '../support/source.ts';

const made = files();

describe('the files that are made', () => {
  it.each([...made])('grafana/%s is what its sources make: run `npm run dashboards`', (path, text) => {
    expect(existsSync(`${root}grafana/${path}`)).toBe(true);
    expect(read(`grafana/${path}`)).toBe(text);
  });

  it('are all that lies beside them', () => {
    const here = ['dashboards', 'rules'].flatMap((folder) =>
      readdirSync(`${root}grafana/${folder}`).map((name) => `${folder}/${name}`),
    );
    expect(here.sort()).toEqual([...made.keys()].filter((path) => !path.startsWith('provisioning/')).sort());
  });
});

describe('names', () => {
  it('of metrics are never written out', () => {
    const names = metrics.flatMap((one) => [one.name, prometheusName(one)]);
    const written = sources('grafana').flatMap((file) =>
      names.filter((name) => code(file).includes(name)).map((name) => `${file}: ${name}`),
    );
    expect(written).toEqual([]);
    expect(code('telemetry/metric-names.ts')).toContain(names[0]);
  });

  it('every metric is shown somewhere', () => {
    const all = [...made.values()].join('\n');
    // Those of the newest conventions stand beside those of the last release, which are the default.
    const here = metricsUnder('1.41');
    expect(here.map(prometheusName).filter((name) => !all.includes(name))).toEqual([]);
  });
});

describe.each(boards)('$title', (board) => {
  const json = dashboardJson(board);
  const panels = (json.panels ?? []).filter(({ type }) => type !== 'row');

  it('tells what each panel says, and what to do when it is empty', () => {
    for (const panel of panels) {
      expect(panel).toMatchObject({ description: expect.stringMatching(/.{10}\n\nNo data\? .{10}/s) });
      expect(panel).toHaveProperty('fieldConfig.defaults.noValue', expect.stringMatching(/.{10}/));
    }
    const titles = panels.map(({ title }) => title);
    expect(new Set(titles).size, titles.join()).toBe(titles.length);
  });

  it('asks only with variables that it has', () => {
    const own = new Set((json.templating.list ?? []).map(({ name }) => name));
    const used = [...JSON.stringify(panels).matchAll(/\$\{?([a-z]+)\}?/g)].map((match) => match[1]!);
    expect(used.filter((name) => !own.has(name))).toEqual([]);
    expect([...own].filter((name) => !used.includes(name))).toEqual([]);
  });

  it('lays its panels side by side, none over another', () => {
    const ids = (json.panels ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const taken = new Set<string>();
    for (const { title, gridPos } of json.panels ?? []) {
      const { x, y, w, h } = gridPos!;
      expect(x + w, title).toBeLessThanOrEqual(24);
      for (let column = x; column < x + w; column++) {
        for (let row = y; row < y + h; row++) {
          const cell = `${column}/${row}`;
          expect(taken.has(cell), `${title} at ${cell}`).toBe(false);
          taken.add(cell);
        }
      }
    }
  });

  it('leads to the others, with the same time', () => {
    expect(json.links).toEqual([expect.objectContaining({ type: 'dashboards', tags: json.tags, keepTime: true })]);
  });
});

describe("Grafana's own alerts", () => {
  interface Managed {
    readonly uid: string;
    readonly title: string;
    readonly condition: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly data: ReadonlyArray<{ readonly refId: string; readonly datasourceUid: string }>;
  }
  const { groups } = parse(made.get('provisioning/alerting/spanguard.yml')!) as {
    groups: ReadonlyArray<{ name: string; folder: string; rules: readonly Managed[] }>;
  };
  const rules = groups.flatMap((group) => group.rules);

  it('are the same as those of Prometheus', () => {
    expect(rules.map(({ title }) => title)).toEqual(
      alertGroups.flatMap(({ alerts }) => alerts.map(({ name }) => name)),
    );
    expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
    for (const { uid } of rules) expect(uid).toMatch(/^[a-z0-9-]{1,40}$/);
  });

  it('ask the provisioned Prometheus, and lead to a dashboard that is there', () => {
    for (const { condition, data, annotations } of rules) {
      expect(data.map(({ refId }) => refId)).toEqual(['A', condition]);
      expect(data[0]!.datasourceUid).toBe(sourceIds.prometheus);
      expect(boards.map(({ uid }) => uid)).toContain(annotations.__dashboardUid__);
      expect(annotations.description).not.toContain('$value ');
    }
  });
});

it('asks Tempo for attributes that spans have', () => {
  const known = new Set(attributes.map(({ name }) => `span.${name}`));
  for (const { query } of callLists) {
    const asked = [...query.matchAll(/span\.[a-z0-9._]+/g)].map(([name]) => name);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  }
});

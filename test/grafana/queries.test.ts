import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { alertGroups, alertRules, condition, recordingRules } from '../../grafana/alerts/rules.ts';
import { boards } from '../../grafana/boards.ts';
import { reloaded } from '../../grafana/dashboard-json.ts';
import type { Panel } from '../../grafana/panel.ts';
import { callers } from '../../grafana/panels/callers.ts';
import { comparison } from '../../grafana/panels/elsewhere.ts';
import { saturation } from '../../grafana/panels/saturation.ts';
import { spend } from '../../grafana/panels/spend.ts';
import { spendSplit } from '../../grafana/panels/spend-split.ts';
import { tokenUse } from '../../grafana/panels/tokens.ts';
import { findings } from '../../grafana/panels/verdicts.ts';
import { all } from '../../grafana/promql.ts';
import { createSimulator } from '../../simulator/server.ts';
import type { CallEntry } from '../../telemetry/index.ts';
import { metric } from '../../telemetry/names.ts';
import { prometheusText } from '../../telemetry/prometheus.ts';
import { counters } from '../../telemetry/series.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';
import { filled, type Prometheus, prometheusFolder, type Sample, startPrometheus } from './support/prometheus.ts';
import { emptyTally, prices, runTraffic, trafficConfig } from './support/traffic.ts';

const folder = prometheusFolder();
const seconds = 600;

/**
 * Summed up at every half hour of the clock: a run of seconds may meet none.
 * `rules.test.ts` asks for them with hours of made-up samples.
 */
const later = /^recorded every|^the recording rules/;

describe.skipIf(folder === undefined)('every query, asked of a real Prometheus after real traffic', () => {
  const simulator = createSimulator({ seed: 7 });
  const tally = emptyTally();
  let sidecar: TestSidecar;
  let troubled: Server;
  let prometheus: Prometheus;
  let calls: CallEntry[];

  beforeAll(async () => {
    const { address, port } = await simulator.listen('127.0.0.1', 0);
    sidecar = await sidecarWith(trafficConfig(`http://${address}:${port}`));
    troubled = await trouble();
    prometheus = await startPrometheus({
      folder: folder!,
      targets: [new URL(sidecar.admin).host, `127.0.0.1:${(troubled.address() as AddressInfo).port}`],
      rules: new Map([
        ['recording.yml', recordingRules().replace('interval: 5m', 'interval: 1s')],
        ['alerts.yml', alertRules()],
      ]),
    });
    // Rates need a series twice: once before, once after it grew.
    await runTraffic(sidecar.proxy, tally);
    await scraped();
    await runTraffic(sidecar.proxy, tally, 2);
    expect(sidecar.reload()).toBe(true);
    calls = await sidecar.calls(tally.calls);
    await scraped();
  }, 120_000);

  afterAll(async () => {
    await prometheus?.stop();
    await sidecar?.stop();
    await simulator.close();
    troubled?.close();
  }, 60_000);

  /** Until Prometheus has all calls of the traffic so far, and has had them for two scrapes. */
  async function scraped(): Promise<void> {
    const calls = all(metric.calls);
    await vi.waitFor(
      async () => expect((await prometheus.now(`sum(${calls} offset 2s)`))[0]?.values[0]?.[1]).toBe(tally.calls),
      { timeout: 30_000, interval: 200 },
    );
  }

  async function answer(panel: Panel, expr: string): Promise<readonly Sample[]> {
    const overTime = panel.kind === 'line' || panel.kind === 'bars';
    return overTime ? prometheus.over(filled(expr, seconds, 5), 60, 5) : prometheus.now(filled(expr, seconds, 5));
  }

  const asked = boards.flatMap((board) =>
    board.groups.flatMap((group) =>
      group.panels.flatMap((panel) =>
        panel.queries.map((query) => ({
          name: `${board.title}: ${panel.title} (${query.legend})`,
          panel,
          query,
          needless: later.test(query.mayBeEmpty ?? ''),
        })),
      ),
    ),
  );

  it.each(asked.filter(({ needless }) => !needless))('$name', async ({ panel, query }) => {
    expect(numbers(await answer(panel, query.expr)), query.expr).not.toEqual([]);
  });

  it.each(asked.filter(({ needless }) => needless))('$name is read later, but parses', async ({ panel, query }) => {
    await expect(answer(panel, query.expr)).resolves.toBeDefined();
  });

  it('the annotation of a reload', async () => {
    const marks = await prometheus.over(filled(reloaded, seconds, 15), 60, 15);
    expect(marks.map(({ labels }) => labels)).toEqual([{ outcome: 'ok' }]);
  });

  const alerts = alertGroups.flatMap((group) => group.alerts);

  it.each(alerts)('the alert $name', async (alert) => {
    await expect(prometheus.now(condition(alert))).resolves.toBeDefined();
    const values = numbers(await prometheus.now(alert.value));
    // What is absent when all is well, is: everything else has a value for these calls.
    if (alert.name === 'SpanguardGone' || later.test(alert.mayBeEmpty ?? '')) return;
    expect(values, alert.value).not.toEqual([]);
  });

  it('Prometheus itself finds no fault with the rules', async () => {
    await expect
      .poll(async () => (await prometheus.rules()).every(({ health }) => health !== 'unknown'), { timeout: 30_000 })
      .toBe(true);
    const rules = await prometheus.rules();
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    expect(rules).toHaveLength(alerts.length + 3);
  });

  it('alerts that the traffic deserves, and no other, would be sent', async () => {
    const on: string[] = [];
    for (const alert of alerts) if ((await prometheus.now(condition(alert))).length > 0) on.push(alert.name);
    // How fast and how busy this machine is says nothing about the rules.
    const ofTheMachine = [
      'SpanguardSlowCalls',
      'SpanguardSlowFirstChunk',
      'SpanguardOverhead',
      'SpanguardSaturated',
      'SpanguardMemory',
    ];
    expect(on.filter((name) => !ofTheMachine.includes(name))).toEqual([
      'SpanguardCoverageDrop',
      'SpanguardFailingOpen',
      'SpanguardFailingClosed',
      'SpanguardPastGuard',
      'SpanguardProviderErrors',
      'SpanguardTurnedAway',
      'SpanguardTelemetryDropped',
    ]);
  });

  describe('the headlines are what the traffic adds up to', () => {
    const headline = async (group: { readonly panels: readonly Panel[] }, title: string): Promise<number> => {
      const panel = group.panels.find((one) => one.title === title)!;
      const found = await answer(panel, panel.queries[0].expr);
      expect(found, title).toHaveLength(1);
      return found[0]!.values[0]![1];
    };
    /** Callers that left cannot know; everything else is added up from what they were answered. */
    const leftPicodollars = (): number => {
      const left = calls.filter(({ id }) => tally.left.includes(id));
      expect(left).toHaveLength(3);
      for (const call of left) expect(call).toMatchObject({ costConfidence: 'estimated', error: 'client_closed' });
      return Math.round(left.reduce((sum, call) => sum + call.costUsd! * 1e12, 0));
    };
    const pico = (usd: number): number => Math.round(usd * 1e12);

    it('spend, to the last digit', async () => {
      const whole = tally.picodollars + leftPicodollars();
      expect(whole).toBeGreaterThan(10_000_000_000);
      expect(pico(await headline(spend, 'In the time chosen'))).toBe(whole);
      expect(pico(await headline(spend, 'Today'))).toBe(whole);
      expect(pico(await headline(spend, 'Month to date'))).toBe(whole);
      expect(pico(await headline(spend, 'Spent in vain'))).toBe(leftPicodollars());
      expect(pico(await headline(spend, 'Cost of a call'))).toBe(Math.round(whole / tally.calls));
      expect(await headline(spend, 'Models without a price')).toBe(1);
    });

    it('spend by team', async () => {
      const panel = spendSplit.panels.find(({ title }) => title === 'By team')!;
      const rows = await answer(panel, panel.queries[0].expr);
      const told = new Map(rows.map(({ labels, values }) => [labels.team, pico(values[0]![1])]));
      for (const team of ['search', 'support']) expect(told.get(team)).toBe(tally.byTeam.get(team));
      expect(told.get('travel')).toBe(tally.byTeam.get('travel')! + leftPicodollars());
    });

    it('calls and refusals', async () => {
      expect(await headline(findings, 'Calls')).toBe(tally.calls);
      expect(tally.refused).toBe(3);
      expect(await headline(findings, 'Refused calls')).toBe(tally.refused);
      expect(await headline(findings, 'Refused')).toBeCloseTo(tally.refused / tally.calls, 12);
    });

    it('tokens', async () => {
      const left = calls
        .filter(({ id }) => tally.left.includes(id))
        .reduce((sum, { usage }) => sum + usage!.input + usage!.output, 0);
      expect(await headline(tokenUse, 'Tokens')).toBe(tally.input + tally.cacheRead + tally.output + left);
    });

    it('what the same traffic would have cost on other models, one that nobody called among them', async () => {
      const [panel] = comparison.panels;
      const [asItWas, elsewhere] = await Promise.all(panel!.queries.map(({ expr }) => answer(panel!, expr)));
      expect(pico(asItWas![0]!.values[0]![1])).toBe(tally.picodollars + leftPicodollars());
      const left = calls.filter(({ id }) => tally.left.includes(id)).map(({ usage }) => usage!);
      const input = left.reduce((sum, usage) => sum + usage.input, tally.input);
      const output = left.reduce((sum, usage) => sum + usage.output, tally.output);
      const cents = Object.values(prices).map(
        (price) => (input * price.input + tally.cacheRead * price.cacheRead + output * price.output) / 1e4,
      );
      const told = elsewhere!.map(({ values }) => values[0]![1] * 100);
      expect(told).toHaveLength(cents.length);
      cents.sort((a, b) => a - b);
      for (const [at, amount] of cents.entries()) expect(told[at]).toBeCloseTo(amount, 9);
      expect(elsewhere!.map(({ labels }) => labels.model)).toContain('claude-uncalled');
    });

    it('calls by who made them, and what they cost one with another', async () => {
      const who = callers.panels.find(({ title }) => title.startsWith('Callers'))!;
      const refused = await answer(who, who.queries[0].expr);
      expect(refused.map(({ labels, values }) => [labels.team, values[0]![1]])).toEqual([['search', tally.refused]]);
      const mean = spendSplit.panels.find(({ title }) => title === 'Cost of a call, by team')!;
      const rows = await answer(mean, mean.queries[0].expr);
      const support = rows.find(({ labels }) => labels.team === 'support')!.values[0]![1];
      const ofSupport = calls.filter(({ team }) => team === 'support').length;
      expect(pico(support)).toBe(Math.round(tally.byTeam.get('support')! / ofSupport));
    });

    it('calls that were sent again', async () => {
      expect(tally.again).toBe(3);
      expect(await headline(saturation, 'Sent again')).toBe(tally.again);
    });
  });
});

function numbers(samples: readonly Sample[]): number[] {
  return samples.flatMap(({ values }) => values.map(([, value]) => value)).filter((value) => Number.isFinite(value));
}

/** A second target with what cannot be brought about from outside: a policy that fails, telemetry that is lost. */
async function trouble(): Promise<Server> {
  const faults = counters(metric.faults);
  const dropped = counters(metric.dropped);
  const open = faults.of('no-injection', 'prompt-injection', 'input', 'open', 'TimeoutError');
  const closed = faults.of('no-injection', 'prompt-injection', 'input', 'closed', 'TimeoutError');
  const lost = dropped.of('traces', 'queue_full');
  const stores = counters(metric.storeFaults);
  const unkept = stores.of('redis', 'open', 'offline');
  const turned = counters(metric.turnedAway);
  const away = turned.of('too_many_calls');
  const uncovered = counters(metric.uncovered);
  const past = uncovered.of('openai', 'http2', 'passed');
  const server = createServer((_request, response) => {
    for (const each of [open, closed, lost, unkept, away, past]) each.add(1);
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(prometheusText([faults, dropped, stores, turned, uncovered], { service_name: 'troubled' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

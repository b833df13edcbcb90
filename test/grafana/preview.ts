import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { recordingRules } from '../../grafana/alerts/rules.ts';
import { boards } from '../../grafana/boards.ts';
import type { Panel } from '../../grafana/panel.ts';
import { type Answer, page } from '../../grafana/preview/page.ts';
import { createSimulator } from '../../simulator/server.ts';
import { sidecarWith } from '../support/sidecar.ts';
import { filled, type Prometheus, prometheusFolder, startPrometheus } from './support/prometheus.ts';
import { emptyTally, runTraffic, trafficConfig } from './support/traffic.ts';

/** `npm run dashboards:preview`: every panel with the answers of a real Prometheus, as a page of its own. */
const out = resolve(process.argv[2] ?? 'dashboards-preview.html');
const lengthMs = 30_000;
const seconds = 600;

async function preview(folder: string): Promise<void> {
  const simulator = createSimulator({ seed: 7 });
  const { address, port } = await simulator.listen('127.0.0.1', 0);
  const sidecar = await sidecarWith(trafficConfig(`http://${address}:${port}`));
  const prometheus = await startPrometheus({
    folder,
    targets: [new URL(sidecar.admin).host],
    rules: new Map([['recording.yml', recordingRules().replace('interval: 5m', 'interval: 1s')]]),
  });
  try {
    const tally = emptyTally();
    for (const until = Date.now() + lengthMs; Date.now() < until; ) await runTraffic(sidecar.proxy, tally);
    await new Promise((done) => setTimeout(done, 2500));
    const answers = new Map<Panel, Answer[]>();
    for (const panel of boards.flatMap((board) => board.groups.flatMap((group) => group.panels))) {
      answers.set(panel, await Promise.all(panel.queries.map(({ expr }) => answer(prometheus, panel, expr))));
    }
    const says = `${tally.calls} calls to the simulator in ${lengthMs / 1000} seconds, as Prometheus tells of them.`;
    writeFileSync(out, page(boards, answers, await sidecar.calls(tally.calls), says));
    console.log(out);
  } finally {
    await prometheus.stop();
    await sidecar.stop();
    await simulator.close();
  }
}

function answer(prometheus: Prometheus, panel: Panel, expr: string): Promise<Answer> {
  return panel.kind === 'line' || panel.kind === 'bars'
    ? prometheus.over(filled(expr, seconds, 2), lengthMs / 1000, 2)
    : prometheus.now(filled(expr, seconds, 2));
}

const folder = prometheusFolder();
if (folder === undefined) process.exitCode = 1;
else await preview(folder);

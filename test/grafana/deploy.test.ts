import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { files } from '../../grafana/files.ts';
import { sourceIds } from '../../grafana/sources.ts';
import { metric, prometheusName } from '../../telemetry/names.ts';
import { read, root } from '../support/source.ts';

type Tree = Readonly<Record<string, unknown>>;
const yaml = <Shape = Tree>(path: string): Shape => parse(read(path), { merge: true }) as Shape;

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly security_opt?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly command?: readonly string[];
  readonly healthcheck?: Tree;
  readonly environment?: Readonly<Record<string, string>>;
}

const compose = yaml<{
  services: Record<string, Service>;
  volumes: Tree;
  networks: Record<string, { internal?: true }>;
}>('docker-compose.yml');
const services = Object.entries(compose.services);
const dockerfile = read('Dockerfile');

describe('docker-compose.yml', () => {
  it.each(services)('%s is pinned, hardened and not root', (_name, service) => {
    // Ours is built here; what comes from elsewhere cannot change unseen.
    const digest = service.build === undefined ? '@sha256:[0-9a-f]{64}' : '';
    expect(service.image).toMatch(new RegExp(`^[\\w./-]+:v?\\d+\\.\\d+\\.\\d+(?:-alpine)?${digest}$`));
    expect(service.read_only).toBe(true);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.cap_drop).toEqual(['ALL']);
    // Ours says so in its Dockerfile.
    if (service.build === undefined) expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('opens ports on the loopback address only, and only where there is a way out', () => {
    for (const [name, { ports = [], networks = [] }] of services) {
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
      if (ports.length > 0)
        expect(
          networks.some((one) => compose.networks[one]?.internal !== true),
          name,
        ).toBe(true);
    }
    const taken = services.flatMap(([, { ports = [] }]) => ports.map((port) => port.split(':')[1]));
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('mounts files that are there, read only, and volumes that it declares', () => {
    for (const [name, { volumes = [] }] of services) {
      for (const volume of volumes) {
        const [from = '', , mode] = volume.split(':');
        if (!from.startsWith('./')) expect(compose.volumes, name).toHaveProperty(from);
        else {
          expect(existsSync(root + from.slice(2)), `${name}: ${from}`).toBe(true);
          expect(mode, `${name}: ${from}`).toBe('ro');
        }
      }
    }
  });

  it("asks after the health of what can be asked: ours by its Dockerfile's check", () => {
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\\\n {2}CMD \["node", "-e", ".*127\.0\.0\.1:4101\/readyz/m);
    for (const name of ['prometheus', 'grafana', 'loki', 'redis', 'simulator', 'watch']) {
      expect(compose.services[name]?.healthcheck).toHaveProperty('test');
    }
    // Those with no program to ask with are asked from beside them.
    const without = services.filter(([, { build, healthcheck }]) => build === undefined && healthcheck === undefined);
    for (const [name] of without) expect(compose.services.watch?.command?.join()).toContain(`http://${name}:`);
    expect(compose.services.watch?.healthcheck?.test).toEqual(
      expect.arrayContaining([...compose.services.watch!.command!]),
    );
  });

  it('has what it tells of health be what is: by status, once and for ever', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/well' ? 200 : 503;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const at = (path: string): string => `http://127.0.0.1:${port}/${path}`;
    const code = (...urls: string[]): Promise<number> =>
      new Promise((resolve) => {
        execFile(process.execPath, [`${root}deploy/compose/watch.mjs`, '--once', ...urls], (error) =>
          resolve(error === null ? 0 : Number(error.code)),
        );
      });
    try {
      expect(await Promise.all([code(at('well')), code(at('well'), at('ill')), code('http://127.0.0.1:9/')])).toEqual([
        0, 1, 1,
      ]);
    } finally {
      server.close();
    }
  });

  /** Where a service listens, by its own configuration. */
  const listens: Readonly<Record<string, readonly number[]>> = {
    spanguard: [4100, 4101],
    'spanguard-demo': [4100, 4101],
    simulator: [4200],
    collector: [...read('deploy/compose/collector.yaml').matchAll(/endpoint: 0\.0\.0\.0:(\d+)/g)].map(([, port]) =>
      Number(port),
    ),
    prometheus: [9090],
    tempo: [
      ...[...read('deploy/compose/tempo.yaml').matchAll(/(?:http_listen_port: |endpoint: 0\.0\.0\.0:)(\d+)/g)].map(
        ([, port]) => Number(port),
      ),
    ],
    loki: [...read('deploy/compose/loki.yaml').matchAll(/http_listen_port: (\d+)/g)].map(([, port]) => Number(port)),
    grafana: [3000],
    redis: [6379],
  };

  it('every address that a service is given leads to one that listens there', () => {
    const given = [
      'docker-compose.yml',
      'deploy/compose/collector.yaml',
      'deploy/compose/prometheus.yml',
      'grafana/provisioning/datasources/spanguard.yml',
    ].flatMap((file) =>
      [...read(file).matchAll(/(?:(?:http|redis):\/\/|targets: \[)([a-z][a-z-]*):(\d+)/g)].map(([, host, port]) => ({
        file,
        host: host!,
        port: Number(port),
      })),
    );
    expect(given.length).toBeGreaterThan(8);
    for (const { file, host, port } of given) expect(listens[host], `${file}: ${host}:${port}`).toContain(port);
    for (const [name, { ports = [] }] of services) {
      for (const port of ports) expect(listens[name], name).toContain(Number(port.split(':')[2]));
    }
  });

  it('has Prometheus load the recording rules, and Grafana the alerts: each once', () => {
    const { rule_files } = yaml<{ rule_files: string[] }>('deploy/compose/prometheus.yml');
    expect(rule_files).toEqual(['/etc/prometheus/rules/spanguard.recording.yml']);
    expect([...files().keys()]).toContain('rules/spanguard.recording.yml');
    expect(compose.services.prometheus?.volumes).toContain('./grafana/rules:/etc/prometheus/rules:ro');
  });

  it('has Grafana find dashboards and data sources where they are mounted', () => {
    const { providers } = yaml<{ providers: Array<{ options: { path: string }; folder: string }> }>(
      'grafana/provisioning/dashboards/spanguard.yml',
    );
    expect(compose.services.grafana?.volumes).toContain(`./grafana/dashboards:${providers[0]!.options.path}:ro`);
    expect(compose.services.grafana?.volumes).toContain('./grafana/provisioning:/etc/grafana/provisioning:ro');
    const home = compose.services.grafana?.environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? '';
    expect([...files().keys()]).toContain(`dashboards/${home.split('/').at(-1)}`);
    const { datasources } = yaml<{ datasources: Array<{ uid: string; type: string; jsonData: unknown }> }>(
      'grafana/provisioning/datasources/spanguard.yml',
    );
    expect(Object.fromEntries(datasources.map(({ type, uid }) => [type, uid]))).toEqual(sourceIds);
    const ids = new Set(datasources.map(({ uid }) => uid));
    for (const [, uid] of JSON.stringify(datasources).matchAll(/"datasourceUid":"([^"]+)"/g)) {
      expect(ids).toContain(uid);
    }
  });

  it('keeps a month of metrics, which month to date needs', () => {
    const days = /retention\.time=(\d+)d/.exec(compose.services.prometheus?.command?.join(' ') ?? '')?.[1];
    expect(Number(days)).toBeGreaterThan(31);
  });
});

describe('the Dockerfile', () => {
  it('has stages, a fixed version, a user by number, a label, and no secrets', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases.length).toBeGreaterThan(1);
    for (const base of bases) expect(base).toMatch(/:\d+\.\d+\.\d+-alpine@sha256:[0-9a-f]{64}$/);
    expect(new Set(bases).size).toBe(1);
    expect(dockerfile).toMatch(/io\.spanguard\.sbom="\/app\/sbom\.cdx\.json"/);
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(dockerfile).toMatch(/^LABEL org\.opencontainers\.image\.title="spanguard"/m);
    expect(dockerfile).not.toMatch(/\b(?:ARG|ENV) \w*(?:KEY|TOKEN|SECRET)/);
  });

  it('copies what the package has', () => {
    for (const [, list] of dockerfile.matchAll(/^COPY --from=\w+ (.+) \.\//gm)) {
      for (const path of list!.split(' ')) {
        const name = path.replace('/app/', '');
        if (name !== 'dist' && name !== 'sbom.cdx.json') expect(existsSync(root + name), name).toBe(true);
      }
    }
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['node_modules', 'dist', '.git']));
  });
});

// What an API server would refuse is asked of its schemas (kubernetes-schemas.test.ts); what an operator would regret, here.
describe('deploy/kubernetes', () => {
  const folder = 'deploy/kubernetes/base';
  const kustomization = yaml<{ resources: string[]; configMapGenerator: Array<{ name: string; files: string[] }> }>(
    `${folder}/kustomization.yaml`,
  );
  interface Resource {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string };
    readonly spec?: Record<string, never>;
  }
  const resources = kustomization.resources.map((file) => yaml<Resource>(`${folder}/${file}`));
  const one = <Shape>(kind: string): Shape => resources.find((resource) => resource.kind === kind)! as unknown as Shape;

  interface Container {
    readonly name: string;
    readonly image: string;
    readonly restartPolicy?: string;
    readonly args?: readonly string[];
    readonly ports: ReadonlyArray<{ readonly name: string; readonly containerPort: number }>;
    readonly env: ReadonlyArray<{ readonly name: string; readonly value: string }>;
    readonly resources: { readonly requests: Tree; readonly limits: Tree };
    readonly securityContext: Tree;
    readonly volumeMounts?: ReadonlyArray<{ readonly name: string; readonly mountPath: string }>;
    readonly startupProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
    readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
    readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  }
  interface Deployment {
    readonly spec: {
      readonly selector: { readonly matchLabels: Tree };
      readonly template: {
        readonly metadata: { readonly labels: Tree };
        readonly spec: {
          readonly terminationGracePeriodSeconds: number;
          readonly securityContext: Tree;
          readonly initContainers: readonly Container[];
          readonly containers: readonly Container[];
          readonly volumes: ReadonlyArray<{ readonly name: string; readonly configMap: { readonly name: string } }>;
        };
      };
    };
  }
  const deployment = one<Deployment>('Deployment');
  const pod = deployment.spec.template.spec;
  const sidecar = pod.initContainers[0]!;

  it('lists each of its files, of kinds and versions that exist', () => {
    expect(resources.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([
      'v1 Namespace',
      'apps/v1 Deployment',
      'v1 Service',
      'policy/v1 PodDisruptionBudget',
      'networking.k8s.io/v1 NetworkPolicy',
    ]);
    for (const { metadata } of resources) expect(metadata.name).toMatch(/^[a-z0-9-]+$/);
  });

  it('runs the sidecar as a native one: first in, last out, asked for its health', () => {
    expect(sidecar).toMatchObject({ name: 'spanguard', restartPolicy: 'Always' });
    for (const [probe, path] of [
      ['startupProbe', '/readyz'],
      ['readinessProbe', '/readyz'],
      ['livenessProbe', '/healthz'],
    ] as const) {
      expect(sidecar[probe]?.httpGet.path).toBe(path);
      expect(sidecar.ports.map(({ name }) => name)).toContain(sidecar[probe]?.httpGet.port);
    }
    const { drainMs } = yaml<{ sidecar: { limits: { drainMs: number }; admin: string } }>(`${folder}/spanguard.yaml`)
      .sidecar.limits;
    expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThan(drainMs);
  });

  it('gives every container bounds, and no more rights than it needs', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of [...pod.initContainers, ...pod.containers]) {
      expect(container.resources).toMatchObject({
        requests: { cpu: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.image).toMatch(/:\d+\.\d+\.\d+$/);
    }
  });

  it('mounts the configuration where the sidecar looks for it', () => {
    const path = sidecar.args!.at(-1)!;
    const mount = sidecar.volumeMounts!.find(({ mountPath }) => path.startsWith(mountPath))!;
    const volume = pod.volumes.find(({ name }) => name === mount.name)!;
    const map = kustomization.configMapGenerator.find(({ name }) => name === volume.configMap.name)!;
    expect(map.files).toContain(path.slice(mount.mountPath.length + 1));
  });

  it('selects the pods that it makes, everywhere', () => {
    const { labels } = deployment.spec.template.metadata;
    expect(deployment.spec.selector.matchLabels).toEqual(labels);
    expect(one<{ spec: { selector: Tree } }>('Service').spec.selector).toEqual(labels);
    const budget = one<{ spec: { selector: { matchLabels: Tree } } }>('PodDisruptionBudget');
    expect(budget.spec.selector.matchLabels).toEqual(labels);
    expect(one<{ spec: { podSelector: { matchLabels: Tree } } }>('NetworkPolicy').spec.podSelector.matchLabels).toEqual(
      labels,
    );
  });

  it('lets nobody but those who look after it reach the admin port', () => {
    interface Policy {
      spec: { ingress: Array<{ from?: unknown[]; ports: Array<{ port: number }> }> };
    }
    const admin = one<Policy>('NetworkPolicy').spec.ingress.filter(({ ports }) =>
      ports.some(({ port }) => port === 4101),
    );
    expect(admin).toHaveLength(1);
    expect(admin[0]!.from).toHaveLength(1);
  });
});

it('scrapes what the dashboards read', () => {
  expect(read('deploy/compose/prometheus.yml')).toContain('spanguard:4101');
  expect([...files().values()].join()).toContain(prometheusName(metric.calls));
});

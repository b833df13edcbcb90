import { execSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { checkConfig } from '../../config/rules.ts';
import { known } from '../config/known.ts';
import { read, root } from '../support/source.ts';
import { fetched } from './support/program.ts';

const folders = ['base', 'overlays/production', 'shared'] as const;
const schemas = fetched('kubernetes-schemas.sh', 'that manifests fit the schemas of Kubernetes');
const kustomize = fetched('kustomize.sh', 'that kustomizations build');

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** What would be sent to a cluster. */
function built(folder: string): readonly Resource[] {
  const text = execSync(`${kustomize} deploy/kubernetes/${folder}`, { cwd: root, encoding: 'utf8' });
  return parseAllDocuments(text).map((document) => document.toJS() as Resource);
}

describe.skipIf(schemas === undefined || kustomize === undefined)('deploy/kubernetes, as kustomize builds it', () => {
  const resources = folders.map((folder) => [folder, built(folder)] as const);

  describe.each(readdirSync(schemas ?? root).filter((name) => name.endsWith('.json')))(
    'by the schemas of %s',
    (file) => {
      const definitions = JSON.parse(
        readFileSync(join(schemas!, file), 'utf8').replaceAll('/api/_definitions.json#', '#'),
      ) as { $defs: Record<string, object> };

      const faultsOf = (resource: Resource): string[] => {
        const [group, version] = resource.apiVersion.includes('/') ? resource.apiVersion.split('/') : ['core', 'v1'];
        const name = `io.k8s.api.${group!.replace(/\..*/, '')}.${version}.${resource.kind}`;
        expect(definitions.$defs).toHaveProperty([name]);
        const { valid, errors } = new Validator({ ...definitions, $ref: `#/$defs/${name}` } as never).validate(
          resource,
        );
        return valid
          ? []
          : errors.map(({ instanceLocation, error }) => `${resource.kind} ${instanceLocation}: ${error}`);
      };

      it.each(resources)('%s is valid, each of its resources', (_, all) => {
        expect(all.length).toBeGreaterThan(5);
        expect(all.flatMap(faultsOf)).toEqual([]);
      });

      it('and what is misspelt, of the wrong type or left out is not', () => {
        const [, base] = resources[0]!;
        const spoilt = (kind: string, from: string, to: string): Resource =>
          JSON.parse(JSON.stringify(base.find((one) => one.kind === kind)).replace(from, to)) as Resource;
        for (const resource of [
          spoilt('Deployment', '"readinessProbe"', '"readynessProbe"'),
          spoilt('Deployment', '"replicas":2', '"replicas":"two"'),
          spoilt('Deployment', '"selector"', '"selects"'),
          spoilt('PodDisruptionBudget', '"minAvailable":1', '"minAvailable":[]'),
          spoilt('NetworkPolicy', '"podSelector"', '"pods"'),
        ]) {
          expect(faultsOf(resource), resource.kind).not.toEqual([]);
        }
      });
    },
  );

  it.each(resources)('%s has all in one namespace, which it makes', (_, all) => {
    const namespace = all.find(({ kind }) => kind === 'Namespace')!.metadata.name;
    for (const { kind, metadata } of all) {
      if (kind !== 'Namespace') expect(metadata.namespace, `${kind} ${metadata.name}`).toBe(namespace);
    }
  });
});

it.each(folders)('%s configures spanguard with a file that it takes', (folder) => {
  const file = `deploy/kubernetes/${folder}/spanguard.yaml`;
  expect(existsSync(root + file)).toBe(true);
  expect(checkConfig(parse(read(file)), known).faults).toEqual([]);
});

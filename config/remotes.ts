import { SpanguardError } from '../core/errors.ts';
import type { Detector } from '../policies/detector.ts';
import { openaiModeration } from '../policies/remote/moderation.ts';
import type { Remote } from '../policies/remote/remote.ts';
import { webhook } from '../policies/remote/webhook.ts';
import type { Environment } from './load.ts';
import type { Config, RemoteConfig } from './schema.ts';

/** The remote detectors of a configuration, with their secrets from the environment that was read. */
export function remoteDetectors(config: Config, env: Environment, fetch = globalThis.fetch): Detector[] {
  return Object.entries(config.detectors)
    .filter(([, { type }]) => type === 'webhook' || type === 'openai-moderation')
    .map(([name, remote]) => detectorOf(name, remote, env, fetch));
}

function detectorOf(name: string, remote: RemoteConfig, env: Environment, fetch: Remote['fetch']): Detector {
  const { type, url, keyEnv, secretEnv, windowChars, thresholds = {} } = remote;
  const { textsPerRequest, requests, timeoutMs, responseBytes, remember, model } = remote;
  const known: Remote = {
    ...{ name, url, model, textsPerRequest, requests, timeoutMs, responseBytes, remember, fetch },
    key: secretOf(env, keyEnv, `detectors.${name}.keyEnv`),
    secret: secretOf(env, secretEnv, `detectors.${name}.secretEnv`),
    reach: Math.ceil(windowChars / 2),
    thresholds: Object.fromEntries(Object.entries(thresholds).filter(([, value]) => value !== undefined)),
  };
  return type === 'webhook' ? webhook({ ...known, url: url ?? '' }) : openaiModeration(known);
}

/** A detector without its key would fail at every call; that is better told before the first. */
function secretOf(env: Environment, variable: string | undefined, path: string): string | undefined {
  if (variable === undefined) return undefined;
  const value = env[variable];
  if (value === undefined || value === '') {
    throw new SpanguardError('config_invalid', `${path} names ${variable}, and the environment has no such variable.`);
  }
  return value;
}

import path from 'node:path';
import type { Detector } from '../policies/detector.ts';
import { envFault, envSettings } from './env.ts';
import { type Environment, environment } from './environment.ts';
import { type Fault, InvalidConfig } from './faults.ts';
import { findFile } from './find.ts';
import { ownModels } from './own-models.ts';
import { ownModules } from './own-modules.ts';
import { checkConfig } from './rules.ts';
import type { Config, KnownNames, Preset } from './schema.ts';
import { withSchemaFiles } from './schema-files.ts';
import { readSource, type Source } from './source.ts';
import { secretFaults } from './store-rules.ts';
import { withWordFiles } from './word-files.ts';

export type { Environment } from './environment.ts';
export { maskConfig } from './mask.ts';

export interface LoadOptions {
  readonly known: KnownNames;
  /** `--config`; must exist. */
  readonly file?: string | undefined;
  readonly cwd?: string;
  readonly env?: Environment;
  /** `--preset`; goes before everything. */
  readonly preset?: Preset | undefined;
  /** Other options of the command line, in the file's shape; they go before file and environment. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

export interface LoadedConfig {
  readonly config: Config;
  /** The file that was read; undefined when there is none and all is default. */
  readonly file: string | undefined;
  /** Modules and models of the house's own; none where the configuration was not read from a file. */
  readonly own?: readonly Detector[];
  /** Files that the configuration names, and that it is read again for when they change. */
  readonly files?: readonly string[];
  /** The environment that was read, for the standard `OTEL_*` variables. */
  readonly env: Environment;
}

/**
 * The configuration: the file, over it the environment, over that the command line. Throws {@link InvalidConfig} with every fault that was found.
 */
export function loadConfig(options: LoadOptions): LoadedConfig {
  const env = options.env ?? environment();
  const cwd = options.cwd ?? process.cwd();
  const file = findFile(options.file, env, cwd);

  let source: Source = { raw: {}, locate: () => undefined };
  if (file !== undefined) {
    const result = readSource(file);
    if ('faults' in result) throw new InvalidConfig(file, result.faults);
    source = result.source;
  }

  let raw = source.raw;
  const { settings, faults: unknownVariables } = envSettings(env, [
    ...options.known.providers,
    ...Object.keys(mappingAt(raw, 'providers')),
  ]);
  for (const { at, value } of settings) raw = withValue(raw, at.map(String), value);
  if (options.overrides !== undefined) raw = merged(raw, options.overrides);
  if (options.preset !== undefined) raw = withValue(raw, ['preset'], options.preset);

  const folder = file === undefined ? cwd : path.dirname(file);
  const withFiles = withSchemaFiles(raw, folder);
  const withWords = withWordFiles(withFiles.raw, folder);
  const { config, faults } = checkConfig(withWords.raw, options.known);
  const secrets = config === undefined ? [] : secretFaults(config, env);
  // Code and models are loaded only where everything else is right.
  const right = config !== undefined && withFiles.faults.length + withWords.faults.length + secrets.length === 0;
  const modules = right ? ownModules(config, raw, folder) : undefined;
  const models = right ? ownModels(config, raw, folder) : undefined;
  const own = [...(modules?.faults ?? []), ...(models?.faults ?? [])];
  const found = [...withFiles.faults, ...withWords.faults, ...faults, ...secrets, ...own];
  const told = found.map((fault) => placed(fault, source, settings));
  const all = [...told, ...unknownVariables];
  // As one reads the file; what stands in no line comes behind.
  all.sort((a, b) => lineOf(a) - lineOf(b) || (a.column ?? 0) - (b.column ?? 0));
  if (config === undefined || all.length > 0) throw new InvalidConfig(file, all);
  return {
    config,
    file,
    own: [...(modules?.detectors ?? []), ...(models?.detectors ?? [])],
    files: [...withFiles.files, ...withWords.files, ...(models?.files ?? [])],
    env,
  };
}

function lineOf({ line }: Fault): number {
  return line ?? Number.MAX_SAFE_INTEGER;
}

function placed(fault: Fault, source: Source, settings: ReturnType<typeof envSettings>['settings']): Fault {
  const setting = settings.find(({ at }) => at.length === fault.at.length && at.every((key, i) => key === fault.at[i]));
  if (setting !== undefined) return envFault(fault, setting);
  const place = source.locate(fault.at);
  return place === undefined ? fault : { ...fault, ...place };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mappingAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = isMapping(value) ? value[key] : undefined;
  return isMapping(found) ? found : {};
}

/** A copy with a value set; where something else than a mapping is in the way, it stays for the schema to tell. */
function withValue(target: unknown, at: readonly string[], value: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return value;
  if (target !== undefined && target !== null && !isMapping(target)) return target;
  return { ...target, [key]: withValue(target?.[key], rest, value) };
}

function merged(base: unknown, over: unknown): unknown {
  if (!isMapping(over)) return over === undefined ? base : over;
  if (base !== undefined && base !== null && !isMapping(base)) return base;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) result[key] = merged(result[key], value);
  return result;
}

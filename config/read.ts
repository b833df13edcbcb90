import { categoryNames, detectorNames } from '../policies/detectors.ts';
import { table } from '../providers/providers.ts';
import { type LoadedConfig, type LoadOptions, loadConfig } from './load.ts';
import type { Preset } from './schema.ts';

export type { LoadedConfig } from './load.ts';
export type { Preset } from './schema.ts';

export const presets: readonly Preset[] = ['observe', 'balanced', 'strict'];

/** Loads the configuration with the names that this version knows. Throws `config_invalid`. */
export function readConfig(options: Omit<LoadOptions, 'known'> = {}): LoadedConfig {
  return loadConfig({ ...options, known: knownNames() });
}

export function knownNames(): LoadOptions['known'] {
  return { detectors: detectorNames(), categories: categoryNames(), providers: table.map((row) => row.name) };
}

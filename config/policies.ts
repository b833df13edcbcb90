import type { FormatRules, Policy, ToolRules } from '../policies/policy.ts';
import { balanced } from '../policies/presets/balanced.ts';
import { observe } from '../policies/presets/observe.ts';
import { strict } from '../policies/presets/strict.ts';
import type { Config, PolicyConfig } from './schema.ts';

const presets: Readonly<Record<Config['preset'], readonly Policy[]>> = { observe, balanced, strict };

/** The file's own policies, or the preset's where it names none. */
export function policiesOf(config: Config): readonly Policy[] {
  return config.policies?.map(policyOf) ?? presets[config.preset];
}

/** Under the preset `observe` nothing is altered, so usage is not asked for either. */
export function alters(config: Config): boolean {
  return config.policies !== undefined || config.preset !== 'observe';
}

/** A policy without the keys that were not given, which its type knows as absent. */
function policyOf({
  name,
  on,
  from,
  detect,
  options,
  size,
  tools,
  format,
  threshold,
  action,
  mode,
  restore,
  onError,
  deadlineMs,
  release,
}: PolicyConfig): Policy {
  return {
    // Both are about what the model answers, and `on` was not given or says so.
    ...{
      name,
      on: tools === undefined && format === undefined ? on : 'output',
      threshold,
      action,
      mode,
      onError,
      deadlineMs,
    },
    ...(from === undefined ? {} : { from }),
    ...(detect === undefined ? {} : { detect }),
    ...(options === undefined ? {} : { options: given(options) as NonNullable<Policy['options']> }),
    ...(restore === false ? {} : { restore: scopeOf(restore) }),
    ...(release === undefined ? {} : { release }),
    ...(size === undefined ? {} : { size: given(size) }),
    ...(tools === undefined ? {} : { tools: given(tools) as ToolRules }),
    ...(format === undefined ? {} : { format: given(format) as FormatRules }),
  };
}

function scopeOf(restore: Exclude<PolicyConfig['restore'], false>): true | 'conversation' {
  return typeof restore === 'object' && restore.scope === 'conversation' ? 'conversation' : true;
}

/** How long conversations are remembered; undefined where no policy has any remembered. */
export function lifeOf(config: Config): number | undefined {
  for (const { restore } of config.policies ?? []) {
    if (typeof restore === 'object' && restore.scope === 'conversation') return restore.ttlSeconds;
  }
  return undefined;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

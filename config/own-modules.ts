import { createRequire } from 'node:module';
import path from 'node:path';
import type { Detector } from '../policies/detector.ts';
import { ownDetector } from '../policies/own/own-detector.ts';
import { type Fault, faultAt } from './faults.ts';
import type { Config } from './schema.ts';
import { readText } from './source.ts';

export interface OwnDetectors {
  readonly detectors: readonly Detector[];
  readonly faults: readonly Fault[];
}

/**
 * The detectors of `type: module`, loaded: each is code that runs in this process. Paths are relative to
 * the configuration's own folder. `raw` is what the faults are about.
 */
export function ownModules(config: Config, raw: unknown, folder: string): OwnDetectors {
  const detectors: Detector[] = [];
  const faults: Fault[] = [];
  for (const [name, { type, path: file = '' }] of Object.entries(config.detectors)) {
    if (type !== 'module') continue;
    const loaded = moduleAt(path.resolve(folder, file));
    const made = 'expected' in loaded ? loaded : ownDetector(name, loaded.exported);
    if ('expected' in made) faults.push(faultAt(['detectors', name, 'path'], raw, made.expected));
    else detectors.push(made);
  }
  for (const [index, { detect = [], action }] of (config.policies ?? []).entries()) {
    const asked = detectors.find(({ name, asks }) => asks === true && detect.includes(name));
    if (action !== 'redact' || asked === undefined) continue;
    const why = `block or flag, since the text has left when ${asked.name} answers`;
    faults.push(faultAt(['policies', index, 'action'], raw, why));
  }
  return { detectors, faults };
}

type Loaded = { readonly exported: unknown } | { readonly expected: string };

/** The module's default export, or what it exports where it has none. */
function moduleAt(file: string): Loaded {
  const read = readText(file);
  if ('expected' in read) return { expected: `${read.expected}, beside the configuration` };
  // The path is the user's: this is the one import that cannot be read here.
  const load = createRequire(file);
  try {
    const found: unknown = load(file);
    return { exported: isModule(found) && 'default' in found ? found.default : found };
  } catch (error) {
    return { expected: whyNot(error, file) };
  }
}

function isModule(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function whyNot(error: unknown, file: string): string {
  const { code, name, message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  if (/\.[cm]?ts$/.test(file) && (code === 'ERR_UNKNOWN_FILE_EXTENSION' || name === 'SyntaxError')) {
    return `JavaScript, or TypeScript where Node strips types (22.18 and newer; this is ${process.version}): compile it first`;
  }
  if (code === 'ERR_REQUIRE_ASYNC_MODULE') return 'a module without a top-level await';
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return `a module whose own imports can be found (${firstLine(message)})`;
  }
  return `a module that loads (${name}: ${firstLine(message)})`;
}

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Detector } from '../policies/detector.ts';
import { type Classifier, type Settings, startClassifier } from '../policies/onnx/classifier.ts';
import { onnxDetector } from '../policies/onnx/onnx-detector.ts';
import { type Fault, faultAt } from './faults.ts';
import type { Config, RemoteConfig } from './schema.ts';

export interface OwnModels {
  readonly detectors: readonly Detector[];
  readonly faults: readonly Fault[];
  readonly files: readonly string[];
}

/** What runs, by its settings and its files' state: a reload that changes neither goes on with it. */
const running = new Map<string, Classifier>();

/** The detectors of `type: onnx`, started. Paths are relative to the configuration's own folder. */
export function ownModels(config: Config, raw: unknown, folder: string): OwnModels {
  const detectors: Detector[] = [];
  const faults: Fault[] = [];
  const files: string[] = [];
  const used = new Set<string>();
  for (const [name, remote] of Object.entries(config.detectors)) {
    if (remote.type !== 'onnx') continue;
    const settings = settingsOf(remote, folder);
    const wrong = (field: string, expected: string): void => {
      faults.push(faultAt(['detectors', name, field], raw, expected));
    };
    const states = [settings.path, settings.vocabulary].map((file) => (file === undefined ? '' : stateOf(file)));
    files.push(settings.path, ...(settings.vocabulary === undefined ? [] : [settings.vocabulary]));
    if (states[0] === undefined) wrong('path', 'a file that can be read, beside the configuration');
    else if (states[1] === undefined) wrong('vocabulary', 'a file that can be read, beside the configuration');
    else {
      const key = JSON.stringify([settings, states]);
      const classifier = running.get(key) ?? startClassifier(settings);
      if ('expected' in classifier) wrong('path', classifier.expected);
      else {
        running.set(key, classifier);
        used.add(key);
        detectors.push(detectorOf(name, remote, classifier));
      }
    }
  }
  if (faults.length > 0) return { detectors, faults, files };
  for (const [key, classifier] of running) {
    if (used.has(key)) continue;
    running.delete(key);
    classifier.retire();
  }
  return { detectors, faults, files };
}

function settingsOf(remote: RemoteConfig, folder: string): Settings {
  const { path: file = '', tokenizer, vocabulary, lowerCase, maxTokens, labels = [], scores } = remote;
  return {
    path: path.resolve(folder, file),
    vocabulary: tokenizer === 'wordpiece' && vocabulary !== undefined ? path.resolve(folder, vocabulary) : undefined,
    ...{ lowerCase, maxTokens, labels: labels.length },
    scores: scores ?? (labels.length === 1 ? 'sigmoid' : 'softmax'),
    packagesFrom: [path.resolve(folder, 'x.js'), fileURLToPath(import.meta.url)],
  };
}

function stateOf(file: string): string | undefined {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return undefined;
  }
}

function detectorOf(name: string, remote: RemoteConfig, classifier: Classifier): Detector {
  const { windowChars, textsPerRequest, timeoutMs, remember, labels = [], thresholds = {} } = remote;
  const own = Object.fromEntries(Object.entries(thresholds).filter(([, value]) => value !== undefined));
  const reach = Math.ceil(windowChars / 2);
  return onnxDetector({ name, reach, textsPerRequest, timeoutMs, remember, labels, thresholds: own }, classifier);
}

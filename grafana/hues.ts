/** Colours that mean something, by the name of a series; everything else gets one by its name alone. */
export type Hue = 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'purple';

const meaning: ReadonlyMap<string, Hue> = new Map([
  // What was done to a call, and how it ended.
  ['allow', 'green'],
  ['flag', 'yellow'],
  ['redact', 'blue'],
  ['block', 'red'],
  ['ok', 'green'],
  ['blocked', 'blue'],
  ['refused', 'purple'],
  ['client_closed', 'yellow'],
  ['upstream_status', 'orange'],
  ['upstream_timeout', 'orange'],
  ['upstream_connect', 'red'],
  ['upstream_broken', 'red'],
  ['internal', 'red'],
  // How sure a cost is, and what was looked at.
  ['exact', 'green'],
  ['estimated', 'yellow'],
  ['unknown', 'red'],
  ['scanned', 'green'],
  ['unsupported', 'red'],
]);

export function hueOf(name: string): Hue | undefined {
  return meaning.get(name);
}

/** The names that have a colour of their own. */
export const hues: ReadonlyArray<readonly [name: string, hue: Hue]> = [...meaning];

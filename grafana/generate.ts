import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { files } from './files.ts';

/** Writes the files next to their sources, whether this runs from `grafana/` or from `dist/grafana/`. */
const room = resolve('grafana');
for (const [path, text] of files()) {
  mkdirSync(dirname(resolve(room, path)), { recursive: true });
  writeFileSync(resolve(room, path), text);
}

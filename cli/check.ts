import { parseArgs } from 'node:util';
import { notesOf } from '../config/notes.ts';
import { readConfig } from '../config/read.ts';
import { isSpanguardError } from '../core/errors.ts';
import { rulesOf } from './rules.ts';
import { WrongUse } from './wrong-use.ts';

/** Validates a configuration, offline; 1 when it has faults. */
export async function check(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { config: { type: 'string' } },
  });
  const files = values.config === undefined ? positionals : [values.config, ...positionals];
  if (files.length > 1) throw new WrongUse(`one file at a time, not ${files.length}`);
  try {
    const { config, file } = readConfig({ file: files[0] });
    const found = file === undefined ? 'no spanguard.yaml here or above: all defaults' : `${file}: no faults`;
    const { listen, admin } = config.sidecar;
    process.stdout.write(`${found}; ${rulesOf(config)}; proxy on ${listen}, admin on ${admin}\n`);
    for (const note of notesOf(config)) process.stdout.write(`note: ${note}\n`);
    return 0;
  } catch (error) {
    if (!isSpanguardError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

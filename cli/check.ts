import { parseArgs } from 'node:util';
import { readConfig } from '../config/read.ts';
import { isSpanguardError } from '../core/errors.ts';

/** Validates a configuration, offline; 1 when it has faults. */
export async function check(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { config: { type: 'string' } },
  });
  try {
    const { config, file } = readConfig({ file: positionals[0] ?? values.config });
    const policies =
      config.policies === undefined
        ? `the policies of preset ${config.preset}`
        : `${config.policies.length} ${config.policies.length === 1 ? 'policy' : 'policies'}`;
    const where = file ?? 'no file found: all defaults';
    process.stdout.write(`ok  ${where}  (${policies}, listening on ${config.sidecar.listen})\n`);
    return 0;
  } catch (error) {
    if (!isSpanguardError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

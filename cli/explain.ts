import { parseArgs } from 'node:util';
import { explainPrice } from '../config/explain.ts';
import { readConfig } from '../config/read.ts';

/** Prints which price applies to a model, and why. */
export async function explain(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { provider: { type: 'string' }, config: { type: 'string' } },
  });
  const [model] = positionals;
  if (model === undefined) {
    process.stderr.write('spanguard explain: which model? Usage: spanguard explain MODEL [--provider NAME]\n');
    return 2;
  }
  const { config } = readConfig({ file: values.config });
  const { lines, found } = explainPrice(config, model, values.provider);
  process.stdout.write(`${lines.join('\n')}\n`);
  return found ? 0 : 1;
}

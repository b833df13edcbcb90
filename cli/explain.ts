import { parseArgs } from 'node:util';
import { explainPrice } from '../config/explain.ts';
import { knownNames, readConfig } from '../config/read.ts';
import { hintAt, WrongUse } from './wrong-use.ts';

/** Prints which price applies to a model, and why. */
export async function explain(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { provider: { type: 'string' }, config: { type: 'string' } },
  });
  const [model] = positionals;
  if (model === undefined) throw new WrongUse('which model? Such as: spanguard explain gpt-4o');
  if (positionals.length > 1) throw new WrongUse(`one model at a time, not ${positionals.length}`);
  const { config } = readConfig({ file: values.config });
  const { provider } = values;
  const providers = [...knownNames().providers, ...Object.keys(config.providers)];
  if (provider !== undefined && !providers.includes(provider)) {
    throw new WrongUse(`there is no provider "${provider}"${await hintAt(provider, providers)}`);
  }
  const { lines, found } = explainPrice(config, model, provider);
  process.stdout.write(`${lines.join('\n')}\n`);
  return found ? 0 : 1;
}

import { parseArgs } from 'node:util';
import { addressOf } from '../config/address.ts';
import { SpanguardError } from '../core/errors.ts';
import { createSimulator } from '../simulator/server.ts';

/** Runs the stand-in provider until it is told to stop. */
export async function simulate(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { listen: { type: 'string', default: '127.0.0.1:4200' } } });
  const at = addressOf(values.listen);
  if (at === undefined) {
    throw new SpanguardError('config_invalid', `--listen: "${values.listen}" is no HOST:PORT.`);
  }
  const simulator = createSimulator();
  const { address, port } = await simulator.listen(at.host, at.port);
  process.stdout.write(`${JSON.stringify({ msg: 'listening', role: 'simulator', address, port })}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await simulator.close();
  return 0;
}

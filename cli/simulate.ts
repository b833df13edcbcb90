import { parseArgs } from 'node:util';
import { SpanguardError } from '../core/errors.ts';
import { createSimulator } from '../simulator/server.ts';
import { addressGiven } from './addresses.ts';

/** Runs the stand-in provider until it is told to stop. */
export async function simulate(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { listen: { type: 'string', default: '127.0.0.1:4200' } } });
  const at = addressGiven('--listen', values.listen);
  const simulator = createSimulator();
  const { address, port } = await simulator.listen(at.host, at.port).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'something else listens there' : error.code;
    throw new SpanguardError(
      'config_invalid',
      `Not started: cannot listen on ${values.listen} (${why}); see --listen.`,
    );
  });
  process.stdout.write(`${JSON.stringify({ msg: 'listening', role: 'simulator', address, port })}\n`);
  if (process.stderr.isTTY) {
    process.stderr.write('Any key will do: curl -H "authorization: Bearer x" … or an SDK. Ctrl-C ends it.\n');
  }
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await simulator.close();
  return 0;
}

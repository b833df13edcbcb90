import type { AddressInfo, Server } from 'node:net';
import { addressOf } from '../config/address.ts';
import { SpanguardError } from '../core/errors.ts';

/** Listens, and says where; a port in use is told with what to do about it. */
export async function listen(server: Server, address: string, option: string): Promise<AddressInfo> {
  const at = addressOf(address);
  if (at === undefined) throw new SpanguardError('config_invalid', `"${address}" is no HOST:PORT; see ${option}.`);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `something else listens on ${address}; choose another with ${option}, or port 0 for a free one`
          : `cannot listen on ${address} (${error.code ?? error.name}); see ${option}`;
      reject(new SpanguardError('config_invalid', `Not started: ${why}.`, { cause: error }));
    });
    server.listen(at.port, at.host, () => resolve());
  });
  return server.address() as AddressInfo;
}

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpanguardError } from '../core/errors.ts';

/** `HOST:PORT`, `[::1]:PORT` or `:PORT`; port 0 picks a free one. */
export function parseAddress(value: string): { host: string; port: number } {
  const colon = value.lastIndexOf(':');
  const host = value.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  const port = Number(value.slice(colon + 1));
  if (colon === -1 || value.slice(colon + 1) === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SpanguardError('config_invalid', `"${value}" is no address: expected HOST:PORT, such as 127.0.0.1:4100.`);
  }
  return { host: host === '' ? '127.0.0.1' : host, port };
}

/** Listens, and says where; a port in use is told with what to do about it. */
export async function listen(server: Server, address: string, option: string): Promise<AddressInfo> {
  const { host, port } = parseAddress(address);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `something else listens on ${address}; choose another with ${option}, or port 0 for a free one`
          : `cannot listen on ${address} (${error.code ?? error.name}); see ${option}`;
      reject(new SpanguardError('config_invalid', `Not started: ${why}.`, { cause: error }));
    });
    server.listen(port, host, () => resolve());
  });
  return server.address() as AddressInfo;
}

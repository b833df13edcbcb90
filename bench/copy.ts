/**
 * The floor: a process that carries bytes from socket to socket and reads none of them. What it adds to a call is what
 * any proxy on Node adds on this machine, whatever it does besides.
 */
import { connect, createServer, type Socket } from 'node:net';

const origin = new URL(process.argv[2] ?? '');
const place = { host: origin.hostname, port: Number(origin.port), noDelay: true };

function carry(from: Socket, to: Socket): void {
  from.on('data', (bytes: Buffer) => {
    if (!to.write(bytes)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  // The close that follows takes the other one along.
  from.on('error', () => {});
  from.on('close', () => to.destroy());
}

const server = createServer({ noDelay: true }, (caller) => {
  const provider = connect(place);
  carry(caller, provider);
  carry(provider, caller);
});

server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  console.log(JSON.stringify({ msg: 'listening', role: 'proxy', address: address.address, port: address.port }));
});

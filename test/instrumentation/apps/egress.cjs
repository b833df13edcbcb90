// Goes to its providers in ways that nobody guards, and in ways that somebody does.
const http2 = require('node:http2');
const net = require('node:net');
const WebSocket = require('ws');
const { lastCalls } = require('spanguard');

const { AT, H2_AT } = process.env;
const path = '/v1/chat/completions';
const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-none' };
const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'echo: hi' }] });

const ways = {
  http2: () =>
    new Promise((resolve, reject) => {
      const session = http2.connect(H2_AT);
      session.on('error', reject);
      const stream = session.request({ ':method': 'POST', ':path': path });
      stream.on('error', (error) => reject(error.cause ?? error));
      stream.resume().on('end', () => session.close(() => resolve('answered')));
      stream.end(body);
    }),
  async undici() {
    return (await (await taken.fetch(AT + path, { method: 'POST', headers, body })).json()).object;
  },
  http: () =>
    new Promise((resolve, reject) => {
      const request = taken.request(AT + path, { method: 'POST', headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      });
      request.on('error', reject).end(body);
    }),
  websocket: () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${AT.replace('http', 'ws')}/v1/realtime`);
      socket.on('error', (error) => (error.code === undefined ? resolve('no upgrade') : reject(error)));
      socket.on('unexpected-response', () => resolve('no upgrade'));
    }),
  // Node's own, which tells of a refusal only that there was an error.
  native: () =>
    new Promise((resolve, reject) => {
      const socket = new globalThis.WebSocket(`${AT.replace('http', 'ws')}/v1/realtime`);
      socket.onerror = () => resolve('no upgrade');
      socket.onopen = () => reject(new Error('open'));
    }),
  socket: () =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(process.env.SOCKET_AT);
      const socket = net.connect(Number(port), hostname);
      socket.on('error', reject);
      socket.on('close', () => resolve('answered'));
      socket.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      socket.resume();
    }),
  async guarded() {
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent({ connections: 1 });
    const asked = { method: 'POST', headers, body };
    const by = {
      undici: async () => (await request(AT + path, { ...asked, dispatcher })).body.text(),
      fetch: async () => (await fetch(AT + path, asked)).text(),
      http: () => import('axios').then(({ default: axios }) => axios.post(AT + path, body, { headers })),
    };
    await Promise.all([by.undici(), by.undici(), by.undici(), by.fetch(), by.fetch(), by.http(), by.http()]);
    return 'guarded';
  },
};

(async () => {
  const results = {};
  for (const name of process.env.WAYS.split(',')) {
    results[name] = await ways[name]().catch((error) => error.code ?? error.cause?.code ?? error.message);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  console.log(JSON.stringify({ results, calls: lastCalls() }));
  process.exit();
})();

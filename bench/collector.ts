import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the collector does, and for how many seconds; then from the start again. */
const moods = [
  { mood: 'accepts', seconds: 40 },
  { mood: 'away', seconds: 15 },
  { mood: 'refuses', seconds: 15 },
  { mood: 'silent', seconds: 12 },
] as const;

/** An OTLP collector that comes and goes, always at the same port. */
export class Collector {
  accepted = 0;
  turnedDown = 0;
  port = 0;
  private server: Server | undefined;
  private timer: NodeJS.Timeout | undefined;
  private place = 0;

  async start(): Promise<void> {
    await this.open();
    this.next();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.away();
  }

  private get mood(): (typeof moods)[number] {
    return moods[this.place % moods.length] as (typeof moods)[number];
  }

  private next(): void {
    this.timer = setTimeout(() => {
      this.place++;
      if (this.mood.mood === 'away') this.away();
      else if (this.server === undefined) this.open().catch(() => {});
      this.next();
    }, this.mood.seconds * 1000);
  }

  private away(): void {
    this.server?.close();
    this.server?.closeAllConnections();
    this.server = undefined;
  }

  private open(): Promise<void> {
    const server = createServer((request, response) => {
      request.resume();
      request.on('error', () => {});
      request.on('end', () => {
        if (this.mood.mood === 'silent') return;
        const refused = this.mood.mood === 'refuses';
        if (refused) this.turnedDown++;
        else this.accepted++;
        response.writeHead(refused ? 503 : 200, { 'content-length': 0 }).end();
      });
    });
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', () => {
        this.port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  }
}

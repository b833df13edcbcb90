import { SpanguardError } from '../core/errors.ts';
import { Connection, type Lines, type Place } from './connection.ts';
import type { Exchange } from './exchange.ts';

/** The connections to one origin: as many as are needed up to a limit, used again, the latest first. */
export class Pool implements Lines {
  private readonly place: Place;
  private readonly most: number;
  private readonly all = new Set<Connection>();
  private readonly idle: Connection[] = [];
  /** Those that wait for a connection, in order. */
  private readonly waiting: Exchange[] = [];
  private shut = false;

  constructor(place: Place, most: number) {
    this.place = place;
    this.most = most;
  }

  carry(exchange: Exchange): void {
    const now = performance.now();
    for (let free = this.idle.pop(); free !== undefined; free = this.idle.pop()) {
      if (!free.usable) continue;
      if (free.idleUntil > now) {
        free.send(exchange);
        return;
      }
      // Its provider may be about to close it, and what is sent then is lost.
      free.abandon();
    }
    if (this.shut) exchange.giveUp(shuttingDown());
    else if (this.all.size < this.most) this.all.add(new Connection(this.place, this, exchange));
    else this.waiting.push(exchange);
  }

  freed(connection: Connection): void {
    const next = this.next();
    if (next === undefined) this.idle.push(connection);
    else connection.send(next);
  }

  closed(connection: Connection): void {
    this.all.delete(connection);
    const at = this.idle.indexOf(connection);
    if (at !== -1) this.idle.splice(at, 1);
    if (this.shut) return;
    const next = this.next();
    if (next !== undefined) this.carry(next);
  }

  /** Closes what has been idle for too long. */
  look(now: number): void {
    for (const connection of this.idle.filter(({ idleUntil }) => idleUntil < now)) connection.abandon();
  }

  close(): void {
    this.shut = true;
    for (const exchange of this.waiting.splice(0)) exchange.giveUp(shuttingDown());
    for (const connection of this.all) connection.end(shuttingDown());
  }

  private next(): Exchange | undefined {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) if (!next.over) return next;
    return undefined;
  }
}

function shuttingDown(): SpanguardError {
  return new SpanguardError('upstream_broken', 'The sidecar is shutting down.');
}

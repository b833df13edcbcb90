import type { Learnt } from './learnt.ts';

/** What stands between an answer's stream and its reader: `createGate` makes one. */
export interface Gate {
  /** Returns what may leave now, or undefined when nothing may. */
  push(chunk: Uint8Array): Uint8Array | undefined;
  /** Others have answered: what may leave by that. Called only where the judge asks others. */
  wake(): Uint8Array | undefined;
  /** The stream ended: the rest, as far as nothing waits for an answer. Of one that broke off, the event that it broke off in is left out. */
  end(broken?: boolean): Uint8Array | undefined;
  /** The policy that cut the stream, once one did; nothing leaves after. */
  readonly cutBy: string | undefined;
  /** After the end, or a cut: nothing more will leave. */
  readonly over: boolean;
  /** So much waits for answers that the source should pause. */
  readonly full: boolean;
  /** Nothing more is read: more came than may be held, or a fault of our own. */
  readonly stopped: boolean;
  readonly learnt: Learnt;
}

/** What a gate does, as functions. */
interface Works {
  readonly learnt: Learnt;
  push(chunk: Uint8Array): Uint8Array | undefined;
  wake(): Uint8Array | undefined;
  end(broken: boolean): Uint8Array | undefined;
  cutBy(): string | undefined;
  over(): boolean;
  full(): boolean;
  stopped(): boolean;
}

/**
 * A class for its getters: an object literal with some gets a hidden class of its own each time, which is
 * born old and keeps all of a stream in memory until the next full collection (measured: half of all time).
 */
class GateOf implements Gate {
  readonly learnt: Learnt;
  private readonly works: Works;

  constructor(works: Works) {
    this.works = works;
    this.learnt = works.learnt;
  }

  get cutBy(): string | undefined {
    return this.works.cutBy();
  }

  get over(): boolean {
    return this.works.over();
  }

  get full(): boolean {
    return this.works.full();
  }

  get stopped(): boolean {
    return this.works.stopped();
  }

  push(chunk: Uint8Array): Uint8Array | undefined {
    return this.works.push(chunk);
  }

  wake(): Uint8Array | undefined {
    return this.works.wake();
  }

  end(broken = false): Uint8Array | undefined {
    return this.works.end(broken);
  }
}

export function gateOf(works: Works): Gate {
  return new GateOf(works);
}

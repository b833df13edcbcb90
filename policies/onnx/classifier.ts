import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Scoring } from './session.ts';
import type { Response, Started, WorkerData } from './worker.ts';

/** A text classifier in ONNX; files by their absolute paths. */
export interface Settings {
  readonly path: string;
  /** Absent: bytes. */
  readonly vocabulary?: string | undefined;
  readonly lowerCase: boolean;
  readonly maxTokens: number;
  /** How many outputs it has. */
  readonly labels: number;
  readonly scores: Scoring;
  /** Files from which `onnxruntime-node` is looked for, in order. */
  readonly packagesFrom: readonly string[];
}

export interface Classifier {
  /** For each text its scores, one for each label. */
  classify(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly number[])[]>;
  /** Ends the thread once nothing is asked of it; it starts again when something is. */
  retire(): void;
}

export class ModelFailed extends Error {
  override readonly name: string;

  /** The reason becomes a label: a word from a closed list. */
  constructor(reason: 'ModelFailed' | 'ModelTimeout') {
    super(reason);
    this.name = reason;
  }
}

/** Longest time for a model to be loaded. */
const startMs = 60_000;

interface Waiting {
  resolve(scores: readonly (readonly number[])[]): void;
  reject(error: ModelFailed): void;
}

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly flag: Int32Array;
}

/**
 * Starts a thread for the model and waits for it here, so that a model that cannot be used is a fault of the
 * configuration and not of the first call. The thread keeps no process alive.
 */
export function startClassifier(settings: Settings): Classifier | { readonly expected: string } {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let retired = false;
  const first = open(settings);
  if (Atomics.wait(first.flag, 0, 0, startMs) === 'timed-out') {
    void first.worker.terminate();
    return { expected: `a model that is loaded within ${startMs / 1000} s` };
  }
  const { expected }: Started = receiveMessageOnPort(first.port)?.message ?? { expected: 'a model that can be loaded' };
  if (expected !== undefined) {
    void first.worker.terminate();
    return { expected };
  }
  let thread: Thread | undefined = listening(first);

  function listening(opened: Thread): Thread {
    const { worker, port } = opened;
    const lost = (): void => {
      if (thread !== opened) return;
      thread = undefined;
      for (const each of waiting.values()) each.reject(new ModelFailed('ModelFailed'));
      waiting.clear();
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    port.on('message', (message: Response | Started) => {
      if (!('id' in message)) {
        // Started anew, and its files are no longer what they were.
        if (message.expected !== undefined) lost();
        return;
      }
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.scores === undefined) asked?.reject(new ModelFailed('ModelFailed'));
      else asked?.resolve(message.scores);
      rest();
    });
    port.unref();
    return opened;
  }

  /** Nothing is waited for any more. */
  function rest(): void {
    if (waiting.size > 0 || thread === undefined) return;
    const { worker, port } = thread;
    port.unref();
    if (!retired) return;
    thread = undefined;
    void worker.terminate();
  }

  return {
    classify(texts, signal) {
      thread ??= listening(open(settings));
      const { port } = thread;
      const id = count++;
      port.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        const leave = (): void => {
          if (!waiting.delete(id)) return;
          reject(new ModelFailed('ModelTimeout'));
          rest();
        };
        signal.addEventListener('abort', leave, { once: true });
        port.postMessage({ id, texts });
      });
    },
    retire() {
      retired = true;
      rest();
    },
  };
}

function open(settings: Settings): Thread {
  const { port1, port2 } = new MessageChannel();
  const state = new SharedArrayBuffer(4);
  const workerData: WorkerData = { settings, state, port: port2 };
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData, transferList: [port2] });
  worker.unref();
  return { worker, port: port1, flag: new Int32Array(state) };
}

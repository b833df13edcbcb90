import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { Settings } from './classifier.ts';
import { inputsOf, type Runtime, type Session, scoresOf, UnfitModel } from './session.ts';
import { bytesTokenizer, readVocabulary, rowsOf, type Tokenizer, wordpieceTokenizer } from './tokenizer.ts';

/** The thread of one model: texts in, scores out, one request after the other. */

export interface WorkerData {
  readonly settings: Settings;
  /** Set and woken once it is known whether the model can be used. */
  readonly state: SharedArrayBuffer;
  readonly port: MessagePort;
}

export type Started = { readonly expected?: string };
export type Request = { readonly id: number; readonly texts: readonly string[] };
export type Response = { readonly id: number; readonly scores?: readonly (readonly number[])[] };

type Classify = (text: string) => Promise<number[]>;

/** Rows of one run: more would need memory without being faster. */
const mostRows = 16;

const { settings, state, port } = workerData as WorkerData;

function tell(started: Started): void {
  port.postMessage(started);
  const flag = new Int32Array(state);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

function runtime(): Runtime {
  for (const from of settings.packagesFrom) {
    try {
      // Where it is installed is the user's choice: beside the configuration, or beside this package.
      return createRequire(from)('onnxruntime-node') as Runtime;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new UnfitModel('the package onnxruntime-node beside it: npm install onnxruntime-node');
}

function tokenizer(): Tokenizer {
  if (settings.vocabulary === undefined) return bytesTokenizer;
  let read: ReturnType<typeof readVocabulary>;
  try {
    read = readVocabulary(readFileSync(settings.vocabulary, 'utf8'));
  } catch {
    throw new UnfitModel('a vocabulary that is a vocab.txt, or a tokenizer.json whose model is WordPiece');
  }
  return wordpieceTokenizer(read.vocabulary, read.lowerCase ?? settings.lowerCase);
}

async function classifier(): Promise<Classify> {
  const made = runtime();
  const reader = tokenizer();
  const session: Session = await made.InferenceSession.create(settings.path, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  // Without a mask the model cannot tell padding from text.
  const together = inputsOf(session).mask === undefined ? 1 : mostRows;
  const classify: Classify = async (text) => {
    const all = rowsOf(reader, text, settings.maxTokens);
    let best: number[] = [];
    for (let at = 0; at < all.length; at += together) {
      const rows = all.slice(at, at + together);
      for (const scores of await scoresOf(made, session, rows, reader.padding, settings.labels, settings.scores)) {
        best = scores.map((score, label) => Math.max(score, best[label] ?? 0));
      }
    }
    return best;
  };
  // What would be wrong with every text is found out before the first.
  await classify('a text');
  return classify;
}

async function serve(): Promise<void> {
  let classify: Classify;
  try {
    classify = await classifier();
  } catch (error) {
    const told = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '').slice(0, 200) : 'no reason given';
    tell({ expected: error instanceof UnfitModel ? told : `an ONNX model that can be loaded and run (${told})` });
    port.close();
    return;
  }
  let turn = Promise.resolve();
  port.on('message', ({ id, texts }: Request) => {
    turn = turn.then(async () => {
      try {
        const scores: number[][] = [];
        for (const text of texts) scores.push(await classify(text));
        port.postMessage({ id, scores } satisfies Response);
      } catch {
        // Why is not told: a message of the runtime's may quote what it was given.
        port.postMessage({ id } satisfies Response);
      }
    });
  });
  tell({});
}

void serve();

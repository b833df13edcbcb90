/** What is used of `onnxruntime-node`, which is the user's to install. */
export interface Runtime {
  readonly InferenceSession: { create(model: string, options: object): Promise<Session> };
  readonly Tensor: new (type: string, data: BigInt64Array | Int32Array, dims: readonly number[]) => Tensor;
}

export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata?: readonly { readonly name: string; readonly type?: unknown }[];
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor | undefined>>>;
}

export interface Tensor {
  readonly type: string;
  readonly data: ArrayLike<number | bigint>;
  readonly dims: readonly number[];
}

export type Scoring = 'softmax' | 'sigmoid' | 'none';

/** What is wrong with a model, as what was expected of it. */
export class UnfitModel extends Error {
  override readonly name = 'UnfitModel';
}

interface Inputs {
  readonly ids: string;
  readonly mask?: string | undefined;
  readonly types?: string | undefined;
}

/** The inputs by what they are: one that stands alone is the tokens, whatever its name. */
export function inputsOf({ inputNames }: Session): Inputs {
  const mask = inputNames.find((name) => name.includes('mask'));
  const types = inputNames.find((name) => name.includes('type'));
  const others = inputNames.filter((name) => inputNames.length === 1 || (name !== mask && name !== types));
  const [ids] = others;
  if (ids === undefined || others.length !== 1) {
    const named = inputNames.join(', ');
    throw new UnfitModel(`a model that reads input_ids, with attention_mask or token_type_ids or none (not ${named})`);
  }
  return inputNames.length === 1 ? { ids } : { ids, mask, types };
}

/** Scores of rows, which are padded to the longest: for each row as many as there are labels. */
export async function scoresOf(
  { Tensor: Made }: Runtime,
  session: Session,
  rows: readonly (readonly number[])[],
  padding: number,
  labels: number,
  scoring: Scoring,
): Promise<number[][]> {
  const { ids, mask, types } = inputsOf(session);
  const width = Math.max(1, ...rows.map((row) => row.length));
  const filled = (name: string, of: (row: readonly number[], at: number) => number): Tensor => {
    const flat = rows.flatMap((row) => Array.from({ length: width }, (_, at) => of(row, at)));
    const narrow = session.inputMetadata?.find((input) => input.name === name)?.type === 'int32';
    const dims = [rows.length, width];
    return narrow
      ? new Made('int32', Int32Array.from(flat), dims)
      : new Made('int64', BigInt64Array.from(flat, BigInt), dims);
  };
  const feeds: Record<string, Tensor> = { [ids]: filled(ids, (row, at) => row[at] ?? padding) };
  if (mask !== undefined) feeds[mask] = filled(mask, (row, at) => (at < row.length ? 1 : 0));
  if (types !== undefined) feeds[types] = filled(types, () => 0);
  const answers = await session.run(feeds);
  const output = answers.logits ?? answers[session.outputNames[0] ?? ''];
  const data = output === undefined ? [] : Array.from(output.data, Number);
  if (output?.type !== 'float32' || data.length !== rows.length * labels) {
    const shape = output === undefined ? 'nothing' : `${output.type} [${output.dims.join(', ')}]`;
    throw new UnfitModel(`a model that gives float32 [rows, ${labels}], one for each of labels (not ${shape})`);
  }
  // What is no number would be no finding, and so nothing would be found.
  if (!data.every(Number.isFinite)) throw new UnfitModel('a model that gives finite numbers');
  return rows.map((_, row) => scored(data.slice(row * labels, (row + 1) * labels), scoring));
}

function scored(values: readonly number[], scoring: Scoring): number[] {
  if (scoring === 'none') return values.map((value) => Math.min(1, Math.max(0, value)));
  if (scoring === 'sigmoid') return values.map((value) => 1 / (1 + Math.exp(-value)));
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cached = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'spanguard/onnx-1.30.0');

/** The folder that `scripts/onnx.sh` prints; `.ci/run` names it, so that it must be there. */
export const runtimeFolder =
  process.env.SPANGUARD_ONNX ?? (existsSync(join(cached, 'node_modules/onnxruntime-node')) ? cached : undefined);

if (runtimeFolder === undefined) {
  console.warn('\n*** No onnxruntime-node: models of the house’s own are NOT tested. scripts/onnx.sh gets it. ***\n');
}

type Bytes = readonly number[];

function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
const number = (field: number, value: number): Bytes => [...varint(field << 3), ...varint(value)];
const block = (field: number, bytes: Bytes): Bytes => [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
const text = (field: number, value: string): Bytes => block(field, [...Buffer.from(value)]);
const floats = (values: readonly number[]): Bytes => [...new Uint8Array(Float32Array.from(values).buffer)];

const FLOAT = 1;
const INT64 = 7;

function valueInfo(name: string, type: number, dims: readonly (string | number)[]): Bytes {
  const shape = dims.flatMap((dim) => block(1, typeof dim === 'string' ? text(2, dim) : number(1, dim)));
  return [...text(1, name), ...block(2, block(1, [...number(1, type), ...block(2, shape)]))];
}

/**
 * A text classifier, byte by byte (onnx.proto, opset 13): `weights` has a row for each token, and an output is
 * the largest of what the tokens of a row have in its column. Its inputs are called as given, the tokens first.
 */
export function onnxModel(weights: readonly (readonly number[])[], inputs: readonly string[] = ['input_ids']): Buffer {
  const columns = weights[0]?.length ?? 0;
  const [ids = ''] = inputs;
  const table = [
    ...number(1, weights.length),
    ...number(1, columns),
    ...number(2, FLOAT),
    ...text(8, 'table'),
    ...block(9, floats(weights.flat())),
  ];
  const gather = [...text(1, 'table'), ...text(1, ids), ...text(2, 'rows'), ...text(4, 'Gather')];
  // axes = [1], keepdims = 0
  const axes = [...text(1, 'axes'), ...number(8, 1), ...number(20, 7)];
  const keep = [...text(1, 'keepdims'), ...number(3, 0), ...number(20, 2)];
  const reduce = [
    ...text(1, 'rows'),
    ...text(2, 'logits'),
    ...text(4, 'ReduceMax'),
    ...block(5, axes),
    ...block(5, keep),
  ];
  const graph = [
    ...block(1, gather),
    ...block(1, reduce),
    ...text(2, 'classifier'),
    ...block(5, table),
    ...inputs.flatMap((name) => block(11, valueInfo(name, INT64, ['rows', 'tokens']))),
    ...block(12, valueInfo('logits', FLOAT, ['rows', columns])),
  ];
  return Buffer.from([...number(1, 8), ...block(7, graph), ...block(8, [...text(1, ''), ...number(2, 13)])]);
}

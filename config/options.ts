import { z } from 'zod';
import { builtinDetectors } from '../policies/detectors.ts';
import type { OptionShape } from '../policies/options.ts';

/** What policies may tell detectors, made from what the detectors say of themselves. */
export const optionsSchema = z.strictObject(
  Object.fromEntries(
    builtinDetectors.flatMap(({ name, options }) =>
      options === undefined ? [] : [[name, schemaOf(options).optional().describe(`Options of \`${name}\`.`)] as const],
    ),
  ),
);

function schemaOf(shapes: Readonly<Record<string, OptionShape>>) {
  return z.strictObject(Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, fieldOf(shape)])));
}

function fieldOf(shape: OptionShape) {
  if (shape.kind === 'number') {
    const number = shape.fraction === true ? z.number() : z.int();
    return number.min(shape.min).max(shape.max).default(shape.default).describe(shape.about);
  }
  if (shape.kind === 'flag') return z.boolean().default(shape.default).describe(shape.about);
  if (shape.kind === 'file') return z.string().min(1).optional().describe(shape.about);
  const { pattern, expected: error, most, about } = shape;
  const text = z.string().refine((value) => pattern.test(value), { error });
  return z.array(text).max(most).default([]).describe(about);
}

/** The detectors that a policy's names may stand for, as far as configuration is about them. */
export const detectable = builtinDetectors.map(({ name, category, forCall, options = {} }) => ({
  name,
  category,
  outputOnly: forCall !== undefined,
  /** The option without which it finds nothing, and the one that names a file of more for it. */
  needed: Object.keys(options).find((key) => isNeeded(options[key])),
  file: Object.keys(options).find((key) => options[key]?.kind === 'file'),
}));

function isNeeded(shape: OptionShape | undefined): boolean {
  return shape?.kind === 'texts' && shape.needed === true;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The only reader of `process.env`. */
export function environment(): Environment {
  return process.env;
}

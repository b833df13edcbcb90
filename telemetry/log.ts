/** What this room needs of a logger; a pino instance is one. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** The members of a JSON object as one string, at level info, for the line that every call writes. */
  line?(members: string): void;
}

/** A warning at most once in a while, with how many there were since the last. */
export function rareWarning(log: Pick<Log, 'warn'>, everyMs = 60_000): (fields: object, message: string) => void {
  let quietUntil = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  return (fields, message) => {
    const now = performance.now();
    if (now < quietUntil) {
      unsaid++;
      return;
    }
    quietUntil = now + everyMs;
    log.warn(unsaid === 0 ? fields : { ...fields, unsaid }, message);
    unsaid = 0;
  };
}

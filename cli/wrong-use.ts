/** The command line cannot be understood. Said with where to read on; exit code 2. */
export class WrongUse extends Error {}

/** `util.parseArgs` tells by a code; its own words on positionals are of no help to a stranger. */
export function wrongUseOf(error: unknown): WrongUse | undefined {
  if (error instanceof WrongUse) return error;
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return undefined;
  }
  return new WrongUse(error.message.replace(/\. To specify a positional argument.*$/s, '').replace(/^./, lower));
}

/** `; did you mean "serve"?`, or nothing. */
export async function hintAt(name: string, known: readonly string[]): Promise<string> {
  const { nearestOf } = await import('../config/faults.ts');
  const nearest = nearestOf(name, known);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

const lower = (letter: string): string => letter.toLowerCase();

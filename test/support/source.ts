import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** The TypeScript files of a folder, at any depth, as paths from the root. */
export function sources(folder: string): string[] {
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

export const read = (file: string): string => readFileSync(root + file, 'utf8');

/**
 * Comments, strings and regular expressions, whichever begins first. A slash begins an expression where
 * an operand may stand; that is enough for formatted code.
 */
const pieces =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|\$(?!\{)|[^`\\$])*`|(?<=(?:[(,=:[!&|?{};>]|\breturn)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

const isComment = (piece: string): boolean => /^\/[*/]/.test(piece);

/** Code without its comments, so that prose may speak of what code may not do. */
export function code(file: string): string {
  return read(file).replace(pieces, (piece) => (isComment(piece) ? '' : piece));
}

/** Code without its comments and without what stands in strings and expressions. */
export function bare(file: string): string {
  return read(file).replace(pieces, (piece) => {
    if (isComment(piece)) return '';
    const quote = piece.charAt(0);
    // What a template inserts is code.
    const inserted = quote === '`' ? [...piece.matchAll(/\$\{([^{}]*)\}/g)].map((match) => match[1]).join(';') : '';
    return quote + inserted + quote;
  });
}

/** What a file imports or exports from elsewhere, by statement, by type or by `import()`. */
export function imports(file: string): string[] {
  const text = code(file);
  return [
    ...text.matchAll(/^(?:import|export)\s+(?:[\w$*{},\s]+?\sfrom\s+)?(['"])([^'"\n]+)\1/gm),
    ...text.matchAll(/\b(?:import|require)\(\s*(['"`])([^'"`\n]+)\1/g),
  ].map((match) => match[2] ?? '');
}

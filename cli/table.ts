/** How a cell is meant, which becomes a colour where the terminal has them. */
export type Tone = 'plain' | 'dim' | 'bold' | 'good' | 'warn' | 'bad';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** May be shortened when the terminal is narrow. */
  readonly shrinks?: boolean;
}

const CODES: Readonly<Record<Tone, string>> = { plain: '', dim: '2', bold: '1', good: '32', warn: '33', bad: '31' };
const GAP = '  ';
const NARROWEST = 8;

export function paint(text: string, tone: Tone, color: boolean): string {
  const code = CODES[tone];
  return color && code !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Columns a text takes on a terminal: two for wide characters, none for combining ones. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Lines of an aligned table: titles, rows, and a last row set apart when there is one. */
export function table(
  columns: readonly Column[],
  rows: ReadonlyArray<readonly Cell[]>,
  options: { readonly color: boolean; readonly width: number; readonly total?: readonly Cell[] },
): string[] {
  const all = options.total === undefined ? rows : [...rows, options.total];
  const widths = columns.map((column, at) =>
    Math.max(widthOf(column.title), ...all.map((row) => widthOf(row[at]?.text ?? ''))),
  );
  shrink(widths, columns, options.width);
  const line = (cells: readonly Cell[]): string =>
    columns
      .map((column, at) => {
        const cell = cells[at] ?? { text: '' };
        const width = widths[at] ?? 0;
        const text = shortened(cell.text, width);
        const pad = ' '.repeat(width - widthOf(text));
        const painted = paint(text, cell.tone ?? 'plain', options.color);
        return column.align === 'right' ? pad + painted : painted + pad;
      })
      .join(GAP)
      .trimEnd();
  const rule = paint(
    '─'.repeat(widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1))),
    'dim',
    options.color,
  );
  const lines = [line(columns.map(({ title }) => ({ text: title, tone: 'bold' }))), rule, ...rows.map(line)];
  if (options.total !== undefined) lines.push(rule, line(options.total));
  return lines;
}

/** Takes what is too much from the columns that allow it, the widest first. */
function shrink(widths: number[], columns: readonly Column[], limit: number): void {
  let over = widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1)) - limit;
  while (over > 0) {
    let widest = -1;
    for (const [at, column] of columns.entries()) {
      const width = widths[at] ?? 0;
      if (column.shrinks === true && width > NARROWEST && (widest === -1 || width > (widths[widest] ?? 0))) widest = at;
    }
    if (widest === -1) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over--;
  }
}

function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept) + widthOf(character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

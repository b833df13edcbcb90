import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { knownNames, type LoadedConfig, readConfig } from '../config/read.ts';
import { createScan, type Scanned } from '../config/scan.ts';
import { isSpanguardError } from '../core/errors.ts';
import { createLines, type Line, longestLine } from './lines.ts';
import { count, createProgress, paceOf } from './progress.ts';
import { createScanTable } from './scan-table.ts';
import { hintAt, WrongUse } from './wrong-use.ts';

const roles = ['user', 'tool', 'assistant', 'system'] as const;
const sides = ['input', 'output'] as const;
/** From the mildest on; each stands for itself and what is graver. */
const failing = ['any', 'flag', 'redact', 'block'] as const;
const gravity: Readonly<Record<Scanned['verdict'], number>> = { allow: 0, flag: 1, redact: 2, block: 3 };
const leastGrave: Readonly<Record<(typeof failing)[number], number>> = { any: 1, flag: 1, redact: 2, block: 3 };

/** Exit codes: 0 done, 1 a verdict of `--fail-on`, 2 wrong use, or lines that could not be read. */
export async function scan(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      jsonl: { type: 'boolean', default: false },
      config: { type: 'string' },
      from: { type: 'string' },
      side: { type: 'string' },
      detect: { type: 'string' },
      threshold: { type: 'string' },
      'fail-on': { type: 'string' },
      explain: { type: 'boolean', default: false },
    },
  });
  if (positionals.length > 1) throw new WrongUse(`one file at a time, not ${positionals.length}`);
  const side = (await oneOf('--side', values.side, sides)) ?? 'input';
  const from = (await oneOf('--from', values.from, roles)) ?? (side === 'input' ? 'user' : 'assistant');
  const failOn = await oneOf('--fail-on', values['fail-on'], failing);
  const detect = await detectorsOf(values.detect);
  const threshold = thresholdOf(values.threshold);
  const source = sourceOf(positionals[0]);
  const judge = createScan(configOf(values.config), { side, from, detect, threshold, explain: values.explain });

  const stdout = process.stdout;
  const stderr = process.stderr;
  const forPeople = stdout.isTTY === true;
  const report = createScanTable();
  const began = performance.now();
  const bar = createProgress((text) => void (stderr.isTTY && stderr.write(text)), source.size);
  const out = createOut(stdout);
  let lines = 0;
  let bytes = 0;
  let worst = 0;
  let unread = 0;
  let written = '';

  async function take(line: Line): Promise<void> {
    lines++;
    const read = values.jsonl ? textIn(line) : line;
    if (!('text' in read)) {
      unread++;
      const why = 'tooLong' in read ? `longer than ${count(longestLine)} characters` : read.why;
      if (forPeople) report.unreadable(lines, why);
      else written += `${JSON.stringify({ findings: [], verdict: null, error: `line ${lines}: ${why}` })}\n`;
      return;
    }
    const judged = judge(read.text);
    const scanned = 'then' in judged ? await judged : judged;
    worst = Math.max(worst, gravity[scanned.verdict]);
    if (forPeople) report.add(lines, scanned);
    else written += `${JSON.stringify(scanned)}\n`;
  }

  async function takeAll(read: readonly Line[]): Promise<void> {
    for (const line of read) {
      await take(line);
      if (written.length > 65_536) await flush();
    }
    await flush();
    bar.tell(bytes, lines);
  }

  async function flush(): Promise<void> {
    const text = written;
    written = '';
    if (text !== '') await out.write(text);
  }

  const splitter = createLines();
  try {
    for await (const chunk of source.open()) {
      bytes += (chunk as Buffer).length;
      await takeAll(splitter.push(chunk as Buffer));
      if (out.gone) break;
    }
    if (!out.gone) await takeAll(splitter.end());
  } catch (error) {
    bar.end();
    throw unreadable(positionals[0] ?? '-', error);
  }
  bar.end();
  if (forPeople) {
    const look = { color: stdout.hasColors(), width: stdout.columns || 80 };
    await out.write(`${report.lines(look).join('\n')}\n`);
  }
  const ms = performance.now() - began;
  if (stderr.isTTY) stderr.write(`${count(lines)} lines in ${(ms / 1000).toFixed(2)} s, ${paceOf(lines, ms)}\n`);
  if (unread > 0) {
    stderr.write(`spanguard scan: ${count(unread)} of ${count(lines)} lines could not be read\n`);
    return 2;
  }
  return failOn !== undefined && worst >= leastGrave[failOn] ? 1 : 0;
}

/** The text of a line of JSON: the line itself when it is a string, else its `text`. An empty line is an empty text. */
function textIn(line: Line): Line | { readonly why: string } {
  if (!('text' in line)) return line;
  if (line.text.trim() === '') return { text: '' };
  try {
    const value: unknown = JSON.parse(line.text);
    if (typeof value === 'string') return { text: value };
    if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string') {
      return { text: value.text };
    }
    return { why: 'neither a JSON string nor an object with a text' };
  } catch {
    return { why: 'no JSON' };
  }
}

interface Out {
  write(text: string): Promise<void>;
  /** Nobody reads on: `| head` has seen enough. */
  readonly gone: boolean;
}

function createOut(stream: NodeJS.WriteStream): Out {
  let gone = false;
  let wake: (() => void) | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A pipe that Node made is a socket, and its end may be told either way.
    if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') throw error;
    gone = true;
    wake?.();
  });
  stream.on('drain', () => wake?.());
  return {
    get gone() {
      return gone;
    },
    async write(text) {
      if (gone || stream.write(text)) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
  };
}

interface Source {
  open(): AsyncIterable<unknown>;
  /** In bytes, of a file. */
  readonly size: number | undefined;
}

function sourceOf(file: string | undefined): Source {
  if (file === undefined || file === '-') {
    if (file === undefined && process.stdin.isTTY) throw new WrongUse('which file? "-" reads what is typed');
    return { open: () => process.stdin, size: undefined };
  }
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new WrongUse(`"${file}" is a folder`);
    return {
      open: () => createReadStream(file, { highWaterMark: 262_144 }),
      size: found.isFile() ? found.size : undefined,
    };
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new WrongUse(code === 'ENOENT' ? `there is no file "${file}"` : `"${file}" cannot be read (${code})`);
}

/** A configuration with faults is wrong use here: 1 is for what was found. */
function configOf(file: string | undefined): LoadedConfig {
  try {
    return readConfig({ file });
  } catch (error) {
    throw isSpanguardError(error) ? new WrongUse(error.message) : error;
  }
}

async function detectorsOf(list: string | undefined): Promise<string[] | undefined> {
  if (list === undefined) return undefined;
  const { detectors, categories } = knownNames();
  const known = [...detectors, ...categories];
  const names = list.split(',').map((name) => name.trim());
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new WrongUse(`--detect: "${name}" is none of ${[...known].sort().join(', ')}${await hintAt(name, known)}`);
  }
  return names;
}

function thresholdOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const threshold = Number(text);
  if (text.trim() === '' || !(threshold >= 0 && threshold <= 1)) {
    throw new WrongUse(`--threshold: "${text}" is no number from 0 to 1`);
  }
  return threshold;
}

async function oneOf<T extends string>(
  option: string,
  given: string | undefined,
  known: readonly T[],
): Promise<T | undefined> {
  if (given === undefined) return undefined;
  const found = known.find((each) => each === given);
  if (found === undefined) {
    throw new WrongUse(`${option}: "${given}" is none of ${known.join(', ')}${await hintAt(given, known)}`);
  }
  return found;
}

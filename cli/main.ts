#!/usr/bin/env node
import { packageVersion } from '../config/version.ts';
import { isSpanguardError } from '../core/errors.ts';
import { loadSmall } from '../sidecar/heap.ts';
import { help, optionsOf } from './help.ts';
import { hintAt, wrongUseOf } from './wrong-use.ts';

type Command = (args: string[]) => Promise<number>;

/** Each command is loaded when it is called: `check` needs no sockets, `serve` no SDKs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => {
    loadSmall();
    return (await import('./serve.ts')).serve;
  },
  check: async () => (await import('./check.ts')).check,
  simulate: async () => (await import('./simulate.ts')).simulate,
  scan: async () => (await import('./scan.ts')).scan,
  demo: async () => (await import('./demonstrate.ts')).demonstrate,
  doctor: async () => (await import('./doctor.ts')).doctor,
  explain: async () => (await import('./explain.ts')).explain,
  price: async () => (await import('./price.ts')).price,
};

/** Exit codes: 0 done, 1 the command's own no (faults found, demo differed, `--fail-on` met), 2 wrong use. */
async function main(argv: string[]): Promise<number> {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-v') {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const bare = first === undefined || first.startsWith('-');
  const asked = first === 'help' ? rest[0] : bare ? undefined : first;
  if (asked !== undefined && !Object.hasOwn(commands, asked)) return noCommand(asked);
  const args = bare ? argv : rest;
  if (first === 'help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help(asked));
    return 0;
  }
  const name = asked ?? 'serve';
  try {
    const command = await commands[name]?.();
    return (await command?.(args)) ?? 0;
  } catch (error) {
    const wrong = wrongUseOf(error);
    if (wrong === undefined) throw error;
    const option = /^unknown option '(-[^']*)'/.exec(wrong.message)?.[1];
    const hint = option === undefined ? '' : await hintAt(option, optionsOf(name));
    process.stderr.write(`spanguard ${name}: ${wrong.message}${hint}\n"spanguard help ${name}" lists its options.\n`);
    return 2;
  }
}

async function noCommand(name: string): Promise<number> {
  const names = Object.keys(commands);
  const hint = await hintAt(name, names);
  process.stderr.write(
    `spanguard: there is no command "${name}"${hint}\nCommands: ${names.join(', ')}. "spanguard help" says what they do.\n`,
  );
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (isSpanguardError(error)) process.stderr.write(`spanguard: ${error.message}\n`);
    else console.error(error);
    process.exitCode = 1;
  },
);

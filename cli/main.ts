#!/usr/bin/env node
import { isSpanguardError } from '../core/errors.ts';
import { help } from './help.ts';
import { packageVersion } from './version.ts';

type Command = (args: string[]) => Promise<number>;

/** Each command is loaded when it is called: `check` needs no sockets, `serve` no SDKs. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serve,
  check: async () => (await import('./check.ts')).check,
  simulate: async () => (await import('./simulate.ts')).simulate,
  demo: async () => (await import('./demonstrate.ts')).demonstrate,
  explain: async () => (await import('./explain.ts')).explain,
};

/** Exit codes: 0 done, 1 the command's own no (faults found, demo differed), 2 wrong use. */
async function main(argv: string[]): Promise<number> {
  const [first, ...rest] = argv;
  if (first === '--help' || first === '-h' || first === 'help') {
    process.stdout.write(help(rest[0]));
    return 0;
  }
  if (first === '--version' || first === '-v') {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const bare = first === undefined || first.startsWith('-');
  const name = bare ? 'serve' : first;
  const load = commands[name];
  if (load === undefined) {
    process.stderr.write(`spanguard: there is no command "${name}".\n\n${help()}`);
    return 2;
  }
  const args = bare ? argv : rest;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help(name));
    return 0;
  }
  const command = await load();
  return command(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const { code } = error as { code?: unknown };
    const wrongUse = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
    if (isSpanguardError(error) || wrongUse) process.stderr.write(`spanguard: ${(error as Error).message}\n`);
    else console.error(error);
    process.exitCode = wrongUse ? 2 : 1;
  },
);

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests that start child processes run what is shipped: the built package. */
export default function build(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  try {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
      cwd: root,
      stdio: 'inherit',
    });
  } catch {
    // Emitted all the same; `npm run types` is the check that fails.
    console.error('The build has type errors; see above.');
  }
}

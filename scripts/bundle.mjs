// `spanguard/register` as one small file that `--require` and `--import` both take. What it needs only once
// a provider is called stays outside, in the modules of the package.
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const dist = fileURLToPath(new URL('../dist/instrumentation/', import.meta.url));

await build({
  input: `${dist}register.js`,
  platform: 'node',
  external: [/\/product\.js$/],
  treeshake: { moduleSideEffects: false },
  logLevel: 'warn',
  output: { file: `${dist}register.cjs`, format: 'cjs', minify: 'dce-only', paths: {}, codeSplitting: false },
});

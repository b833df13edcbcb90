// What the compiler leaves behind: data that is read from beside the code.
import { copyFileSync } from 'node:fs';

for (const file of ['policies/injection/model.bin', 'policies/names/model.bin', 'policies/moderation/model.bin']) {
  copyFileSync(new URL(`../${file}`, import.meta.url), new URL(`../dist/${file}`, import.meta.url));
}

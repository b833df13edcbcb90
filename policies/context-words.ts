/** Most characters before a value in which a word may say what it is. */
export const contextReach = 64;

const cjk = /[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** What is searched for, with its borders: ` nhs number `, ` steuer`, `身份证`. */
export function wordNeedles(words: readonly string[]): string[] {
  return words.map((word) => {
    const folded = foldWords(word);
    if (cjk.test(word)) return folded.trim();
    return word.endsWith('*') ? folded.slice(0, -1) : folded;
  });
}

/** The words before a place, to be looked through for needles. */
export function wordsBefore(text: string, start: number): string {
  return foldWords(text.slice(Math.max(0, start - contextReach), start));
}

export function says(words: string, needles: readonly string[]): boolean {
  for (const needle of needles) if (words.includes(needle)) return true;
  return false;
}

/** One of them as the last thing that tells anything: behind it only what leads up to a number. */
export function saysLast(words: string, needles: readonly string[]): boolean {
  for (const needle of needles) {
    const at = words.lastIndexOf(needle);
    if (at !== -1 && leading.test(words.slice(at + needle.length))) return true;
  }
  return false;
}

/** The rest of the word, and up to five that are short or mean a number. */
const leading =
  /^[^ \d]{0,12}(?: ?(?:[^ \d]{1,3}|numbers?|numero|nummer|numer|номер|号码|號碼|番号|card|document|code|value|text|lautet)(?= |$)){0,5} ?$/u;

/** The words of a stretch in small letters without accents, each between spaces; `taxId` and `tax_id` are two. */
function foldWords(source: string): string {
  const folded = source
    .replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z]{2})/g, '$1$2 ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return ` ${folded.trim()} `;
}

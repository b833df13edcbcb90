/** A run of letters with something between each two, read as words. */
export interface Joined {
  readonly text: string;
  place(start: number, end: number): readonly [start: number, end: number];
}

const fewestLetters = 8;
/** Longer runs are read in parts. */
const longestRun = 2000;
const mostRuns = 64;
const longestWord = 14;

/** Words that attacks are made of, besides the commonest: where no gap tells, words are cut by these. */
const vocabulary = new Set(
  (
    'a i the of and to in is you that it for on are as with be this at have from or by not but what all were when we ' +
    'your can said there an each which she do how their if will up about out then them would like so these her make ' +
    'him into has more two go see no way could my than been who its now did get may over new any only after most our ' +
    'me give just name very through much before where too means old same tell does set three want well also play end ' +
    'put home read hand large add even here must ask act never always without everything anything nothing something ' +
    'ignore disregard forget override bypass neglect previous prior earlier above below preceding original initial ' +
    'instruction instructions rule rules prompt prompts guideline guidelines order orders direction directions command ' +
    'commands system developer admin administrator message messages reveal show print display repeat output say write ' +
    'send secret password key hidden confidential private internal passphrase code word words phrase letter letters ' +
    'exactly verbatim full content text user users assistant model language chat bot pretend role character persona ' +
    'mode enabled unrestricted unlimited filter filters restriction restrictions limit limits policy policies safety ' +
    'answer question respond response reply translate summarize list story poem data email file files conversation ' +
    'history following instead stop start begin follow obey comply jailbreak dan free freely rather today please first ' +
    'help api token tokens url link transfer money account delete run execute tool function access grant'
  ).split(' '),
);

const letter = /[\p{L}\p{N}]/u;
const ascii = Uint8Array.from({ length: 128 }, (_, unit) => (letter.test(String.fromCharCode(unit)) ? 1 : 0));

function isLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 128 ? ascii[unit] === 1 : letter.test(text[at] ?? '');
}

export function joinedLetters(text: string): Joined[] {
  const found: Joined[] = [];
  for (let at = 0; at < text.length && found.length < mostRuns; ) {
    const places: number[] = [];
    const breaks = new Set<number>();
    let from = at;
    while (from < text.length && places.length < longestRun && isSingle(text, from)) {
      places.push(from);
      let next = from + 1;
      while (next < text.length && next - from < 6 && !isLetter(text, next)) next++;
      // One more than one space or mark between letters is a gap between words.
      if (next - from > 2) breaks.add(places.length);
      from = next;
    }
    if (places.length >= fewestLetters) found.push(joined(text, places, breaks));
    at = places.length === 0 ? at + 1 : places.at(-1)! + 1;
  }
  return found;
}

function isSingle(text: string, at: number): boolean {
  if (!isLetter(text, at)) return false;
  return !(at > 0 && isLetter(text, at - 1)) && !(at + 1 < text.length && isLetter(text, at + 1));
}

function joined(text: string, places: readonly number[], breaks: ReadonlySet<number>): Joined {
  const letters = places.map((at) => text[at]!).join('');
  const cuts =
    breaks.size >= places.length / 12 && breaks.size < places.length / 2 ? breaks : cutsOf(letters.toLowerCase());
  let out = '';
  const sources: number[] = [];
  for (let i = 0; i < letters.length; i++) {
    if (i > 0 && cuts.has(i)) {
      out += ' ';
      sources.push(places[i]!);
    }
    out += letters[i];
    sources.push(places[i]!);
  }
  return { text: out, place: (start, end) => [sources[start]!, sources[end - 1]! + 1] };
}

/** The cheapest way to cut letters into words: a known one costs little, any other letter as much as a word. */
function cutsOf(letters: string): Set<number> {
  const { length } = letters;
  const cost = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const back = new Int32Array(length + 1);
  cost[0] = 0;
  for (let from = 0; from < length; from++) {
    for (let size = 1; size <= longestWord && from + size <= length; size++) {
      const known = vocabulary.has(letters.slice(from, from + size));
      if (!known && size > 1) continue;
      const next = cost[from]! + (known ? 1 + 1 / size : 2.5);
      if (next < cost[from + size]!) {
        cost[from + size] = next;
        back[from + size] = from;
      }
    }
  }
  const cuts = new Set<number>();
  let unknown = false;
  for (let to = length; to > 0; to = back[to]!) {
    const from = back[to]!;
    const known = vocabulary.has(letters.slice(from, to));
    // Letters that are no word by themselves stay together.
    if (known || !unknown) cuts.add(to);
    unknown = !known;
    if (known) cuts.add(from);
  }
  return cuts;
}

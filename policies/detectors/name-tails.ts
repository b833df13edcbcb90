// Which three letters a name may end in: a look at them spares nearly every word before a colon the long expression
// that knows the names.

const wide = 5;

/** Every spelling of an expression made of letters, groups, classes and `?`; what only looks around spells nothing. */
export function spellings(source: string): string[] {
  let at = 0;

  function choices(): string[] {
    const all = row();
    while (source[at] === '|') {
      at++;
      all.push(...row());
    }
    return all;
  }

  function row(): string[] {
    let all = [''];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      let next = one();
      if (source[at] === '?') {
        at++;
        next = ['', ...next];
      }
      all = all.flatMap((before) => next.map((after) => before + after));
    }
    return all;
  }

  function one(): string[] {
    const character = source[at++]!;
    if (character === '[') {
      const end = source.indexOf(']', at);
      const inside = source.slice(at, end);
      at = end + 1;
      return inside === 'a-z' ? [...'abcdefghijklmnopqrstuvwxyz'] : [...inside];
    }
    if (character !== '(') {
      if ('\\{}*+.^$'.includes(character)) throw new RangeError(`no spelling of ${character} in ${source}`);
      return [character];
    }
    const mark = /\?(?:<?[=!]|:)/y;
    mark.lastIndex = at;
    const kind = mark.exec(source)?.[0];
    if (kind === undefined) throw new RangeError(`a group without a name in ${source}`);
    at += kind.length;
    const inside = choices();
    at++;
    return kind === '?:' ? inside : [''];
  }

  return choices();
}

/** 1 to 26 for a letter, 0 for what is none; -1 beyond ASCII, where cases are not told apart by a bit. */
function letterOf(code: number): number {
  if (code >= 128) return -1;
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? lower - 96 : 0;
}

/** Whether one of the names these expressions spell may end at `end`: never no where one does. */
export function tailsOf(sources: readonly string[]): (text: string, end: number) => boolean {
  const triples = new Uint8Array(1 << (3 * wide));
  // Of names that are shorter.
  const pairs = new Uint8Array(1 << (2 * wide));
  for (const spelling of sources.flatMap(spellings)) {
    const tail = [...spelling.slice(-3)].map((each) => letterOf(each.charCodeAt(0)));
    // Such a name is asked for at each word that ends beyond ASCII.
    if (tail.some((each) => each === -1)) continue;
    if (tail.length < 2) throw new RangeError(`a name of one letter: ${spelling}`);
    const place = tail.reduce((before, each) => (before << wide) | each, 0);
    if (tail.length === 3) triples[place] = 1;
    else pairs[place] = 1;
  }
  return (text, end) => {
    const last = letterOf(text.charCodeAt(end - 1));
    const middle = letterOf(text.charCodeAt(end - 2));
    const first = letterOf(text.charCodeAt(end - 3));
    if ((last | middle | first) === -1) return true;
    const pair = (middle << wide) | last;
    return pairs[pair] === 1 || triples[(first << (2 * wide)) | pair] === 1;
  };
}

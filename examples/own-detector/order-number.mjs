// Order numbers of a shop: `ORD-`, seven digits, and a check letter for the digits modulo 23.

const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';
const shape = /(?<![A-Z0-9])ORD-(\d{7})([A-Z])(?![A-Za-z0-9])/g;
/** What is written of one so far. */
const begun = /(?<![A-Z0-9])(?:O|OR|ORD|ORD-\d{0,7}|ORD-\d{7}[A-Z])$/;

/** @satisfies {import('spanguard').OwnDetector} */
const orderNumber = {
  name: 'order-number',
  category: 'pii',
  // ORD-, seven digits, a letter, and the character behind it that decides whether it ends there.
  reach: 13,
  hint: (text) => text.includes('ORD-'),
  open(text) {
    const tail = text.slice(-14);
    const at = tail.search(begun);
    return at === -1 ? text.length : text.length - tail.length + at;
  },
  detect(text, from = 0) {
    const found = [];
    shape.lastIndex = from;
    for (let match = shape.exec(text); match !== null; match = shape.exec(text)) {
      const [whole, digits, letter] = match;
      if (letters[Number(digits) % 23] !== letter) continue;
      found.push({ start: match.index, end: match.index + whole.length, score: 0.95 });
    }
    return found;
  },
  examples: {
    hits: [
      ['where is ORD-1234567L?', 'ORD-1234567L'],
      ['ORD-0000000T', 'ORD-0000000T'],
    ],
    misses: ['ORD-1234567A', 'ORD-123', 'FORD-1234567L', 'ORD-1234567LL'],
  },
};

export default orderNumber;

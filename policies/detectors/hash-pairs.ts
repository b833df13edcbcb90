/** A set of pairs of hashes, 64 bits together: no object and no string for each. */
export interface HashPairs {
  add(first: number, second: number): void;
  has(first: number, second: number): boolean;
}

export function createHashPairs(expected: number): HashPairs {
  let size = 64;
  while (size < expected * 2) size *= 2;
  let table = new Int32Array(size * 2);
  let count = 0;

  /** Where the pair is, or the empty place where it belongs. The second is odd, so that 0 there is empty. */
  function place(first: number, second: number): number {
    const last = size - 1;
    let slot = (Math.imul(first ^ (first >>> 16), 0x45d9f3b) ^ second) & last;
    for (;;) {
      const other = table[2 * slot + 1]!;
      if (other === 0 || (other === second && table[2 * slot] === first)) return 2 * slot;
      slot = (slot + 1) & last;
    }
  }

  function put(first: number, second: number): void {
    const at = place(first, second);
    if (table[at + 1] === 0) count++;
    table[at] = first;
    table[at + 1] = second;
  }

  return {
    add(first, second) {
      if (count * 2 >= size) {
        const old = table;
        size *= 2;
        table = new Int32Array(size * 2);
        count = 0;
        for (let i = 0; i < old.length; i += 2) if (old[i + 1] !== 0) put(old[i]!, old[i + 1]!);
      }
      put(first | 0, second | 1);
    },
    has(first, second) {
      // The second of a pair that is in is odd.
      return table[place(first | 0, second | 1) + 1] !== 0;
    },
  };
}

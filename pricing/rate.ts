/**
 * A price per token, exact: `num / den` picodollars (10⁻¹² USD). A dollar per million tokens is a
 * million picodollars per token, so every price down to 10⁻⁶ USD per million has `den` 1 and money
 * is only ever added as integers.
 */
export interface Rate {
  readonly num: number;
  readonly den: number;
}

const picoDigits = 6;
/** Prices finer than 10⁻¹² USD per million tokens are rounded there: a float's own noise starts nearby. */
const finestDigits = 6;

/** The exact rate of a price in USD per million tokens, read from its decimal notation. */
export function rateOf(usdPerMillion: number): Rate {
  const parts = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(usdPerMillion));
  if (parts === null) throw new RangeError('A price must be a finite number and not negative');
  const [, whole = '0', fraction = '', exponent = '0'] = parts;
  let num = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length + picoDigits;
  if (shift >= 0) return { num: safeNumber(num * 10n ** BigInt(shift)), den: 1 };
  let den = 10n ** BigInt(-shift);
  const finest = 10n ** BigInt(finestDigits);
  if (den > finest) {
    const drop = den / finest;
    num = (num + drop / 2n) / drop;
    den = finest;
  }
  return reduced(num, den);
}

export function scaled(rate: Rate, num: number, den: number): Rate {
  return reduced(BigInt(rate.num) * BigInt(num), BigInt(rate.den) * BigInt(den));
}

/**
 * What so many tokens cost, in whole picodollars, half up. With `den` 1 nothing is rounded. Infinite
 * when it does not fit a safe integer.
 */
export function amountOf(tokens: number, rate: Rate): number {
  const product = tokens * rate.num;
  if (Number.isSafeInteger(product)) {
    if (rate.den === 1) return product;
    const rest = product % rate.den;
    return (product - rest) / rate.den + (2 * rest >= rate.den ? 1 : 0);
  }
  const den = BigInt(rate.den);
  const amount = Number((2n * BigInt(tokens) * BigInt(rate.num) + den) / (2n * den));
  return Number.isSafeInteger(amount) ? amount : Number.POSITIVE_INFINITY;
}

/** Back to USD per million tokens, for people. */
export function usdPerMillion(rate: Rate): number {
  return rate.num / rate.den / 10 ** picoDigits;
}

function reduced(num: bigint, den: bigint): Rate {
  let a = num;
  let b = den;
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = a === 0n ? 1n : a;
  return { num: safeNumber(num / divisor), den: safeNumber(den / divisor) };
}

function safeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('A price is too large');
  return Number(value);
}

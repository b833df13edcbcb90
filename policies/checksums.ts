/** Check digits, of strings of digits alone unless told. */

/** ISO/IEC 7812-1 annex B. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let value = digitAt(digits, digits.length - 1 - i);
    if (i % 2 === 1) {
      value *= 2;
      if (value > 9) value -= 9;
    }
    sum += value;
  }
  return sum % 10 === 0;
}

export function digitAt(digits: string, at: number): number {
  return digits.charCodeAt(at) - 48;
}

/** Each digit times its weight, as far as there are weights. */
export function weighted(digits: string, weights: readonly number[], from = 0): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += digitAt(digits, from + i) * weights[i]!;
  return sum;
}

/** The rest of a number of any length. */
export function rest(digits: string, divisor: number): number {
  let value = 0;
  for (let i = 0; i < digits.length; i++) value = (value * 10 + digitAt(digits, i)) % divisor;
  return value;
}

/** ISO/IEC 7064 mod 11,10, its check digit last. */
export function mod11and10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digitAt(digits, i) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

const rotation = '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210';
const order = '01234567891576283094580379614289160435279453126870428657390127938064157046913258';

/** Verhoeff 1969, its check digit last. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const moved = digitAt(order, (i % 8) * 10 + digitAt(digits, digits.length - 1 - i));
    check = digitAt(rotation, check * 10 + moved);
  }
  return check === 0;
}

/** A day that there is, of a year of the century or any (`00` to `99` as well as `1985`). */
export function isDay(year: string, month: string, day: string): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1) return false;
  if (year.length === 4 && (y < 1890 || y > 2049)) return false;
  const most = m === 2 ? (y % 4 === 0 ? 29 : 28) : m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31;
  return d <= most;
}

/** All the same digit, or counted up: made up to fill a form. */
export function isMadeUp(digits: string): boolean {
  return /^(\d)\1*$/.test(digits) || digits === '123456789' || digits === '1234567890';
}

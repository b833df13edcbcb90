/** Digits behind the country code, least and most: ITU national numbering plans, the larger countries. */
const plans = new Map(
  `1:10-10 7:10-10 20:8-10 27:9-9 30:10-10 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 39:8-11 40:9-9 41:9-9 43:7-13 44:9-10
   45:8-8 46:7-9 47:8-8 48:9-9 49:7-11 51:8-9 52:10-10 53:8-8 54:10-11 55:10-11 56:9-9 57:10-10 58:10-10 60:8-10
   61:9-9 62:8-12 63:9-10 64:8-10 65:8-8 66:8-9 81:9-10 82:8-10 84:9-10 86:10-11 90:10-10 91:10-10 92:10-10 93:9-9
   94:9-9 95:8-10 98:10-10 212:9-9 213:8-9 216:8-8 234:8-10 254:9-9 255:9-9 256:9-9 351:9-9 352:6-9 353:7-9 354:7-7
   358:6-11 359:8-9 370:8-8 371:8-8 372:7-8 380:9-9 381:8-9 385:8-9 386:8-8 420:9-9 421:9-9 423:7-9 852:8-8 853:8-8
   855:8-9 880:8-10 886:8-9 961:7-8 962:8-9 965:8-8 966:8-9 968:8-8 971:8-9 972:8-9 973:8-8 974:8-8 977:8-10 994:9-9
   995:9-9 998:9-9`
    .split(/\s+/)
    .map((entry) => {
      const [code = '', range = ''] = entry.split(':');
      const [least = 0, most = 0] = range.split('-').map(Number);
      return [code, { least, most }] as const;
    }),
);

/** Codes in use that have no plan here begin so; E.164 leaves up to 15 digits in all. */
const assigned = /^(?:2[1-69]\d|3[578]\d|42\d|5[09]\d|6[7-9]\d|80\d|85\d|87\d|88\d|9[679]\d)/;

export interface NationalDigits {
  readonly national: number;
  readonly least: number;
  readonly most: number;
}

/** How many national digits an international number has and may have; undefined: no such country. */
export function nationalDigits(digits: string): NationalDigits | undefined {
  for (let length = 1; length <= 3; length++) {
    const plan = plans.get(digits.slice(0, length));
    if (plan !== undefined) return { national: digits.length - length, ...plan };
  }
  return assigned.test(digits) ? { national: digits.length - 3, least: 5, most: 12 } : undefined;
}

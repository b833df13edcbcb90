import type { Detector } from '../detector.ts';
import { charSet, search, trailingRun } from '../pattern.ts';

const alnum = charSet(/[A-Za-z0-9]/);
const reach = 13;
const context = 32;

const candidate = /(?<![A-Za-z0-9_])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9_])/g;
const spellings = ['BIC', 'SWIFT', 'bic', 'swift', 'Bic', 'Swift'];
const word = /\b(?:BIC|SWIFT|bic|swift|Bic|Swift)\b/;

/** ISO 3166-1, and XK: where banks with a code are. */
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK ' +
    'CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM ' +
    'GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB ' +
    'LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO ' +
    'NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR ' +
    'SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ' +
    'ZM ZW'
  ).split(' '),
);

/** Bank identifier codes (ISO 9362) behind the word BIC or SWIFT: a bank, its country and place, maybe a branch. */
export const bic: Detector = {
  name: 'bic',
  category: 'pii',
  label: 'BIC',
  reach,
  context,
  open: (text, from = 0) => {
    const at = trailingRun(text, alnum, reach);
    return at < from ? text.length : at;
  },
  detect(text, from = 0) {
    // Without the word there is none, and the word is rarer than capitals.
    if (!spellings.some((spelling) => text.includes(spelling, from - context))) return [];
    return search(text, from, candidate, (start, source) => {
      if (!countries.has(source.slice(4, 6)) || source.charAt(7) === 'O') return undefined;
      if (!word.test(text.slice(Math.max(0, start - context), start))) return undefined;
      return { start, end: start + source.length, score: 0.85 };
    });
  },
  examples: {
    hits: [
      ['BIC: DEUTDEFF', 'DEUTDEFF'],
      ['SWIFT code NEDSZAJJXXX.', 'NEDSZAJJXXX'],
      ['IBAN above, bic=COBADEFFXXX', 'COBADEFFXXX'],
      ['Swift/BIC BNPAFRPP', 'BNPAFRPP'],
    ],
    misses: [
      'DEUTDEFF',
      'BIC is not a NAMEXXNAME',
      'Swift has INTERNAL types',
      'BIC DEUTDEFFX',
      'BIC: deutdeff',
      'SWIFT CONCURRENCY',
      'swift: SDK_LANGUAGE_X',
    ],
  },
};

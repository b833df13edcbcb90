import { isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

const region = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])\d{15}[\dX]$/;

/** 居民身份证: region, date of birth, order, and a check character (ISO/IEC 7064 mod 11,2; GB 11643). */
export const cnId = identifier({
  name: 'cn-id',
  about: 'China: resident identity',
  forms: ['99999999999999999X'],
  alone: ['99999999999999999X'],
  words: ['身份证', '身份證', '公民身份', '证件号', 'id card', 'id number', 'identity card', 'resident identity*'],
  valid: (value) => {
    if (!region.test(value) || !isDay(value.slice(6, 10), value.slice(10, 12), value.slice(12, 14))) return false;
    const sum = weighted(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
    return '10X98765432'.charAt(sum % 11) === value.charAt(17);
  },
  examples: {
    hits: [
      ['身份证号：110105198507308450', '110105198507308450'],
      ['ID card 440306199204111894', '440306199204111894'],
      ['他的是310115197901020936。', '310115197901020936'],
      ['身份证 51010720020315447x', '51010720020315447x'],
    ],
    misses: [
      '身份证号：110105198507308458',
      'ID card 440306199204111890',
      'it is 51010720020315447x',
      '身份证号：1101051985073084507',
      '身份证号：x110105198507308450',
      '身份证号：110105198507308450-4A',
    ],
  },
});

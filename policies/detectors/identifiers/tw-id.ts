import { weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** 身分證字號: a letter of the place, sex, order, check digit (weights 1 9 8 to 1). */
export const twId = identifier({
  name: 'tw-id',
  about: 'Taiwan: national identity',
  forms: ['A999999999'],
  words: ['身分證', '身份證', '統一編號', '居留證', 'taiwan id', 'national id', 'id number'],
  valid: (value) => {
    if (!/^[A-Z][1289]/.test(value)) return false;
    const place = 10 + 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(value.charAt(0));
    return (Math.floor(place / 10) + (place % 10) * 9 + weighted(value, [8, 7, 6, 5, 4, 3, 2, 1, 1], 1)) % 10 === 0;
  },
  examples: {
    hits: [
      ['身分證字號 A159722549', 'A159722549'],
      ['身分證：F211968164', 'F211968164'],
      ['national ID B185240411.', 'B185240411'],
      ['身份證字號是Z288295518', 'Z288295518'],
    ],
    misses: [
      '身分證字號 A159722540',
      '身分證：F211968167',
      'it is A159722549',
      '身分證字號 A1597225497',
      '身分證字號 xA159722549',
      '身分證字號 A159722549-4A',
    ],
  },
});

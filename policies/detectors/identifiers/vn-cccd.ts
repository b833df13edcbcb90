import { isMadeUp } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Căn cước công dân: province, sex and century, year, order. No check digit. */
export const vnCccd = identifier({
  name: 'vn-cccd',
  about: 'Vietnam: citizen identity',
  forms: ['999999999999'],
  words: ['cccd', 'can cuoc*', 'căn cước*', 'so dinh danh'],
  valid: (value) => /^0\d\d[0-3]\d{8}$/.test(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['CCCD: 001085012345', '001085012345'],
      ['số căn cước 079192004321', '079192004321'],
      ['cccd=036202000123', '036202000123'],
      ['Căn cước công dân 048079011223.', '048079011223'],
    ],
    misses: [
      'CCCD 901085012345',
      '001085012345',
      'CCCD 001985012345',
      'CCCD 0010850123456',
      'it is 001085012345',
      'CCCD: 0010850123457',
      'CCCD: x001085012345',
      'CCCD: 001085012345-4A',
    ],
  },
});

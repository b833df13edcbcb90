import { digitAt, isMadeUp } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** CPF: nine digits and two check digits (modulo 11; Receita Federal). */
export const brCpf = identifier({
  name: 'br-cpf',
  about: 'Brazil: CPF',
  forms: ['99999999999', '999~999~999~99'],
  alone: ['999.999.999-99'],
  words: ['cpf', 'cadastro de pessoas fisicas', 'contribuinte'],
  valid: (value) => checkDigit(value, 9) && checkDigit(value, 10) && !isMadeUp(value),
  examples: {
    hits: [
      ['CPF 586.840.440-88', '586.840.440-88'],
      ['cpf: 36132747605', '36132747605'],
      ['o dela é 530.690.176-06.', '530.690.176-06'],
      ['"cpf":"04092004508"', '04092004508'],
    ],
    misses: [
      'CPF 111.111.111-11',
      'CPF 586.840.440-80',
      'cpf: 36132747601',
      'it is 36132747605',
      'CPF 586.840.440-887',
      'CPF x586.840.440-88',
      'CPF 586.840.440-88-4A',
    ],
  },
});

function checkDigit(value: string, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < at; i++) sum += digitAt(value, i) * (at + 1 - i);
  return ((sum * 10) % 11) % 10 === digitAt(value, at);
}

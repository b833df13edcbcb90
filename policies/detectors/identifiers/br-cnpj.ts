import { isMadeUp } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** CNPJ: twelve digits, since July 2026 letters too, and two check digits (modulo 11; Receita Federal). */
export const brCnpj = identifier({
  name: 'br-cnpj',
  about: 'Brazil: CNPJ',
  forms: ['XX.XXX.XXX/XXXX-99', '99999999999999'],
  alone: ['XX.XXX.XXX/XXXX-99'],
  words: ['cnpj'],
  valid: (value) => checkDigit(value, 12) && checkDigit(value, 13) && !isMadeUp(value),
  examples: {
    hits: [
      ['CNPJ 04.657.529/0001-33', '04.657.529/0001-33'],
      ['cnpj: 31944021000199', '31944021000199'],
      ['o dela é 25.995.717/0002-22.', '25.995.717/0002-22'],
      ['CNPJ 12.ABC.345/01DE-35', '12.ABC.345/01DE-35'],
    ],
    misses: [
      'CNPJ 00.000.000/0000-00',
      'CNPJ 04.657.529/0001-32',
      'cnpj: 31944021000194',
      'it is 31944021000199',
      'CNPJ 04.657.529/0001-337',
      'CNPJ x04.657.529/0001-33',
      'CNPJ 04.657.529/0001-33-4A',
    ],
  },
});

function checkDigit(value: string, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < at; i++) sum += (value.charCodeAt(i) - 48) * (((at - 1 - i) % 8) + 2);
  const left = sum % 11;
  return (left < 2 ? 0 : 11 - left) === value.charCodeAt(at) - 48;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNamed } from '../../core/http.ts';
import { requestHead } from '../../sidecar/request-head.ts';

const url = { origin: 'http://a', hostname: 'a', port: '', pathname: '/v1', search: '' };
const signal = new AbortController().signal;
const body = Buffer.from('{}');
const nothing = Buffer.alloc(0);

function headWith(name: string, value: string): string {
  return requestHead({ method: 'POST', url, headers: [[name, value]], body, signal }, 'a');
}

describe('a head that leaves', () => {
  it('has the fields that were meant', () => {
    expect(headWith('X-One', 'two')).toBe(
      'POST /v1 HTTP/1.1\r\nhost: a\r\nconnection: keep-alive\r\nX-One: two\r\ncontent-length: 2\r\n\r\n',
    );
  });

  it.each([
    ['a value that ends its line', 'x-one', 'two\r\nx-three: four'],
    ['a value that ends the head', 'x-one', 'two\r\n\r\nGET / HTTP/1.1'],
    ['a lone line feed', 'x-one', 'two\nx-three: four'],
    ['a lone carriage return', 'x-one', 'two\rx-three: four'],
    ['a control character', 'x-one', 'two\u0000'],
    ['more than a byte a character', 'x-one', 'two\u2026'],
    ['a name that ends its line', 'x-one: two\r\nx-three', 'four'],
    ['a name with a space', 'x one', 'two'],
    ['a name with a colon', 'x:one', 'two'],
    ['no name', '', 'two'],
  ])('does not leave with %s', (_, name, value) => {
    expect(() => headWith(name, value)).toThrow('a head that cannot be sent on');
  });

  it('leaves with any fields that are sound, and with no others', () => {
    const part = fc.stringMatching(/^[a-z:\r\n -]{0,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { maxLength: 4 }), (fields) => {
        const made = () => requestHead({ method: 'GET', url, headers: fields, body: nothing, signal }, 'a');
        const sound = fields.every(([name, value]) => /^[a-z-]+$/.test(name) && !/[\r\n]/.test(value));
        const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
        if (!sound) expect(made).toThrow();
        else expect(made()).toBe(`GET /v1 HTTP/1.1\r\nhost: a\r\nconnection: keep-alive\r\n${lines}\r\n`);
      }),
    );
  });
});

describe('a name', () => {
  it('is told as by a copy in lower case', () => {
    const token = fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{0,3}$/);
    fc.assert(
      fc.property(token, token, (name, other) => {
        const lower = other.toLowerCase();
        expect(isNamed(name, lower)).toBe(name.toLowerCase() === lower);
        expect(isNamed(name, name.toLowerCase())).toBe(true);
      }),
    );
  });

  it('is of letters alone in what it does not tell apart', () => {
    expect(isNamed('content\rlength', 'content-length')).toBe(false);
    expect(isNamed('^', '~')).toBe(false);
    expect(isNamed('@', '`')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { decimalOf, formatMoney, parseMoney } from '../../src/program/money.ts';
import type { Currency } from '../../src/program/program.ts';

const USD: Currency = { code: 'USD', digits: 2 };
const JPY: Currency = { code: 'JPY', digits: 0 };
const KWD: Currency = { code: 'KWD', digits: 3 };
const EUR: Currency = { code: 'EUR', digits: 2 };

describe('parseMoney', () => {
  it.each<[string | number, Currency, number | undefined]>([
    ['1100.00', USD, 110000],
    ['1100', USD, 110000],
    ['1100.5', USD, 110050],
    ['0.01', USD, 1],
    ['0', USD, 0],
    ['-0', USD, 0],
    ['-12.34', USD, -1234],
    [' 5 ', USD, 500],
    ['007', USD, 700],
    [1100, USD, 110000],
    [19.99, USD, 1999],
    [0.1, USD, 10],
    [-0, USD, 0],
    [1.005, KWD, 1005],
    ['1.005', KWD, 1005],
    ['1100', JPY, 1100],
    [1100, JPY, 1100],
    ['90071992547409.91', USD, 9007199254740991],
    // More decimals than the currency has.
    ['1.005', USD, undefined],
    ['1100.000', USD, undefined],
    ['1100.00', JPY, undefined],
    [0.1 + 0.2, USD, undefined],
    [1e-7, USD, undefined],
    [1e-13, USD, undefined],
    [1e-300, JPY, undefined],
    // Not an amount.
    ['', USD, undefined],
    ['abc', USD, undefined],
    ['1,100.00', USD, undefined],
    ['$5', USD, undefined],
    ['5.', USD, undefined],
    ['.5', USD, undefined],
    ['+5', USD, undefined],
    ['--5', USD, undefined],
    ['1e3', USD, undefined],
    ['0x10', USD, undefined],
    ['١٢', USD, undefined],
    ['5\n6', USD, undefined],
    [Number.NaN, USD, undefined],
    [Number.POSITIVE_INFINITY, USD, undefined],
    // Beyond the safe integers.
    ['90071992547409.92', USD, undefined],
    ['999999999999999', USD, undefined],
    ['9999999999999999999', USD, undefined],
    [1e21, JPY, undefined],
  ])('%j %j is %j', (amount, currency, minor) => {
    expect(parseMoney(amount, currency)).toBe(minor);
  });
});

describe('decimalOf', () => {
  it.each<[number, Currency, string]>([
    [110000, USD, '1100.00'],
    [1, USD, '0.01'],
    [0, USD, '0.00'],
    [-1234, USD, '-12.34'],
    [-5, USD, '-0.05'],
    [1100, JPY, '1100'],
    [-1, JPY, '-1'],
    [5, KWD, '0.005'],
    [Number.MAX_SAFE_INTEGER, USD, '90071992547409.91'],
  ])('%d %j is "%s", and parses back', (minor, currency, text) => {
    expect(decimalOf(minor, currency)).toBe(text);
    expect(parseMoney(text, currency)).toBe(minor);
  });
});

describe('formatMoney', () => {
  it.each<[number, Currency, string, boolean, string]>([
    [110000, USD, 'en-US', false, '$1,100.00'],
    [110000, USD, 'en-US', true, '$1,100'],
    [110050, USD, 'en-US', true, '$1,100.50'],
    [-1234, USD, 'en-US', false, '-$12.34'],
    [110000, EUR, 'de-DE', false, '1.100,00 €'],
    [1100, JPY, 'en-US', false, '¥1,100'],
    [1005, KWD, 'en-US', false, 'KWD 1.005'],
    [Number.MAX_SAFE_INTEGER, USD, 'en-US', false, '$90,071,992,547,409.91'],
  ])('%d %j in %s, short %s: %s', (minor, currency, locale, short, text) => {
    expect(formatMoney(minor, currency, locale, short).replaceAll(/\s/g, ' ')).toBe(text);
  });
});

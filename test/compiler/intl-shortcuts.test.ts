import { expect, test } from 'vitest';
import { FORMATS } from '../../src/compiler/2-validate/formats.ts';
import { COMMON_DIGITS, currencyOf } from '../../src/compiler/3-analyze/currency.ts';

const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
const TWO = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
const LANGUAGES = [...TWO, ...TWO.flatMap((two) => LETTERS.map((third) => two + third))];

test('the decimals of common currencies are those of Intl', () => {
  for (const [code, digits] of Object.entries(COMMON_DIGITS)) {
    const intl = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions();
    expect([code, digits]).toEqual([code, intl.maximumFractionDigits]);
  }
  expect(currencyOf('KWD')).toEqual({ code: 'KWD', digits: 3 });
  expect(currencyOf('dollars')).toBeUndefined();
  expect(currencyOf('__proto__')).toBeUndefined();
});

test('locales are those for which dates can be formatted', () => {
  for (const tag of [
    ...LANGUAGES,
    'en-US',
    'de-AT',
    'zh-Hant-TW',
    'sr-Latn',
    'xx-US',
    'en_US',
    'english',
    '',
  ]) {
    let formats = false;
    try {
      formats = Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
    } catch {
      // Not even a tag.
    }
    expect([tag, FORMATS.locale.accepts(tag)]).toEqual([tag, formats]);
  }
});

test('time zones are those that dates can be formatted in', () => {
  const zones = [
    ...Intl.supportedValuesOf('timeZone'),
    'UTC',
    'Europe/Kiev',
    'Asia/Calcutta',
    'europe/london',
  ];
  for (const zone of zones) {
    expect(new Intl.DateTimeFormat('en', { timeZone: zone })).toBeDefined();
    expect([zone, FORMATS['time-zone'].accepts(zone)]).toEqual([zone, true]);
  }
  for (const no of ['Europe/Lodnon', 'London', '', 'UTC+25'])
    expect(FORMATS['time-zone'].accepts(no)).toBe(false);
});

import { expect, test } from 'vitest';
import { readForm } from '../../src/partners/form-values.ts';
import { FORM_FIELDS } from './partner-company.ts';

const form = { id: 'sign-up', fields: FORM_FIELDS };
const filled = { email: 'ada@example.com', website: 'https://ada.example' };

const accepted: [field: string, typed: string, value: unknown][] = [
  ['email', '  Ada.Lovelace+x@Example.COM ', 'ada.lovelace+x@example.com'],
  ['firstName', '  Ada ', 'Ada'],
  ['firstName', '', null],
  ['lastName', 'O’Brien 李', 'O’Brien 李'],
  ['firstName', 'x'.repeat(200), 'x'.repeat(200)],
  ['about', 'two\r\nlines', 'two\r\nlines'],
  ['website', 'http://ada.example/a?b=c', 'http://ada.example/a?b=c'],
  ['staff', '12', 12],
  ['staff', '-3', -3],
  ['share', '12.5', 12.5],
  ['since', '2024-02-29', '2024-02-29'],
  ['tier', 'gold', 'gold'],
  ['terms', 'on', true],
  ['terms', '', false],
];

test.each(accepted)('%s: %j is accepted', (field, typed, value) => {
  const reading = readForm(form, { ...filled, [field]: typed });
  expect(reading.status === 'valid' ? reading.values[field] : reading).toEqual(value);
});

const refused: [field: string, typed: string, message: RegExp][] = [
  ['email', '', /Please fill in “Email”/],
  ['email', 'ada', /email address such as/],
  ['email', 'ada@example', /email address such as/],
  ['email', 'ada@@example.com', /email address such as/],
  ['email', 'ada@example.com, eve@example.com', /email address such as/],
  ['email', `${'a'.repeat(250)}@example.com`, /shorten it to 254/],
  ['website', '   ', /Please fill in “Website”/],
  ['website', 'ada.example', /starts with https/],
  ['website', 'javascript:alert(1)', /starts with https/],
  ['firstName', 'x'.repeat(201), /201 characters; please shorten it to 200/],
  ['firstName', 'Ada\r\nBcc: eve@example.com', /on one line/],
  ['about', 'x'.repeat(5_001), /5000/],
  ['about', 'a\u0000b', /invisible character/],
  ['staff', '1.5', /whole number/],
  ['staff', '99999999999999999999', /whole number/],
  ['share', 'much', /needs a number/],
  ['share', '1e5', /needs a number/],
  ['since', '2026-02-29', /year-month-day/],
  ['since', '05/01/2026', /year-month-day/],
  ['tier', 'silver', /one of bronze, gold/],
  ['terms', 'perhaps', /box to tick/],
  ['status', 'approved', /no field “status”.*firstName, lastName, email/],
];

test.each(refused)('%s: %j is refused', (field, typed, message) => {
  const reading = readForm(form, { ...filled, [field]: typed });
  expect(reading.status === 'invalid' ? Object.keys(reading.errors) : reading).toEqual([field]);
  expect(reading.status === 'invalid' && reading.errors[field]).toMatch(message);
});

test('every problem is reported at once, and a required box has to be ticked', () => {
  const terms = { name: 'terms', label: 'the terms', type: 'boolean', required: true } as const;
  const reading = readForm(
    { id: 'f', fields: [...FORM_FIELDS.filter((f) => f.name !== 'terms'), terms] },
    {},
  );
  expect(reading).toEqual({
    status: 'invalid',
    errors: {
      email: 'Please fill in “Email”.',
      website: 'Please fill in “Website”.',
      terms: 'Please tick “the terms”.',
    },
  });
});

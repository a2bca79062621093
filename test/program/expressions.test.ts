import { describe, expect, it } from 'vitest';
import { celValue, checkingEnvironment, holds, Money } from '../../src/program/expressions.ts';
import { EVENT_SHAPES } from '../../src/program/event-shapes.ts';
import type { FieldType } from '../../src/program/program.ts';
import { START, USD } from './builders.ts';

const FIELDS: Record<string, FieldType> = {
  email: 'string',
  totalSales: 'money',
  totalCommission: 'money',
  numberOfSales: 'integer',
  rating: 'decimal',
  vip: 'boolean',
  approvedAt: 'instant',
  contractEnds: 'date',
  tags: 'list',
};

function contact(values: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(FIELDS).map(([name, type]) => [name, celValue(values[name], type, USD)]),
  );
}

const ADA = contact({
  email: 'ada@agency.example',
  totalSales: 100000,
  totalCommission: 20000,
  numberOfSales: 3,
  rating: 4.5,
  vip: true,
  approvedAt: START,
  contractEnds: '2026-12-31',
  tags: ['gold'],
});
const NOBODY = contact({});

describe('holds', () => {
  it.each<[string, boolean]>([
    ['contact.totalSales >= 1000', true],
    ['contact.totalSales > 1000', false],
    ['contact.totalSales == 1000', true],
    ['contact.totalSales == 1000.00', true],
    ['contact.totalSales != 1000', false],
    ['contact.totalSales != 999.99', true],
    ['contact.totalSales < 1000.01', true],
    ['contact.totalSales <= 999.99', false],
    ['1000 <= contact.totalSales', true],
    ['1000 == contact.totalSales', true],
    ['1000 != contact.totalSales', false],
    ['999.99 < contact.totalSales', true],
    ['1000.01 > contact.totalSales', true],
    ['1000 >= contact.totalSales', true],
    ['contact.totalSales > contact.totalCommission', true],
    ['contact.totalSales == contact.totalSales', true],
    ['contact.totalSales != contact.totalCommission', true],
    ['contact.numberOfSales == 3', true],
    ['contact.numberOfSales > 3', false],
    ['contact.rating >= 4.5', true],
    ['contact.vip', true],
    ['!contact.vip', false],
    ["contact.email.endsWith('@agency.example')", true],
    ["contact.email.endsWith('@example.com') || contact.vip", true],
    ['contact.approvedAt < now', true],
    ["contact.approvedAt == timestamp('2026-01-05T09:00:00Z')", true],
    ["contact.contractEnds < '2027-01-01'", true],
    ["'gold' in contact.tags", true],
    ["'silver' in contact.tags", false],
    ['contact.totalSales >= 1000 ? contact.numberOfSales > 2 : false', true],
  ])('%s: %s', (cel, expected) => {
    expect(holds(cel, { contact: ADA, event: {}, now: new Date(START + 1) })).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['contact.totalSales == 0', true],
    ['contact.numberOfSales == 0', true],
    ['contact.rating == 0.0', true],
    ["contact.email == ''", true],
    ['contact.vip', false],
    ["'gold' in contact.tags", false],
    ['contact.approvedAt < now', false],
    ['contact.approvedAt > now', false],
  ])('for a contact of whom nothing is known, %s: %s', (cel, expected) => {
    expect(holds(cel, { contact: NOBODY, event: {}, now: new Date(START) })).toBe(expected);
  });

  it.each(['event.sale.amount > 1', 'contact.nothing == 1', "'a'", '1'])(
    '%s does not hold, and does not throw',
    (cel) => {
      expect(holds(cel, { contact: ADA, event: {}, now: new Date(START) })).toBe(false);
    },
  );

  it('money is exact where binary fractions are not', () => {
    for (const minor of [1, 29, 1999, 115, 110010, 999999999999999]) {
      const values = { contact: contact({ totalSales: minor }), event: {}, now: new Date(START) };
      const literal = (minor / 100).toFixed(2);
      expect(holds(`contact.totalSales == ${literal}`, values)).toBe(true);
      expect(holds(`contact.totalSales < ${literal}`, values)).toBe(false);
    }
  });
});

describe('checkingEnvironment', () => {
  const environment = checkingEnvironment({ contact: FIELDS, event: EVENT_SHAPES['sale-recorded'] });
  it.each<[string, boolean]>([
    ['contact.totalSales >= 1000', true],
    ['1000 <= contact.totalSales', true],
    ['contact.totalSales == 1000.50', true],
    ['contact.totalSales != 1000', true],
    ['1000 != contact.totalSales', true],
    ['contact.totalSales > contact.totalCommission', true],
    ['event.sale.amount > 1', true],
    ["event.sale.kind == 'first'", true],
    ['event.commission.amount > 1', true],
    ['event.sale.at < now', true],
    ["'gold' in contact.tags", true],
    ["contact.email.endsWith('x')", true],
    ['contact.totalSale >= 1000', false],
    ['event.sales.amount > 1', false],
    ['event.sale.price > 1', false],
    ["contact.totalSales >= '1000'", false],
    ["contact.numberOfSales == 'three'", false],
    ['contact.email > 3', false],
    ['person.email', false],
    ['contact.totalSales >=', false],
  ])('%s is accepted: %s', (cel, accepted) => {
    expect(environment.check(cel).valid).toBe(accepted);
  });

  it('knows the type of the whole', () => {
    expect(environment.check('contact.vip').type).toBe('bool');
    expect(environment.check('contact.totalSales').type).toBe('Money');
  });
});

describe('celValue', () => {
  it.each<[unknown, FieldType, unknown]>([
    [100, 'money', new Money(100, 2)],
    [null, 'money', new Money(0, 2)],
    [3, 'integer', 3n],
    [null, 'integer', 0n],
    [1.5, 'decimal', 1.5],
    [undefined, 'decimal', 0],
    [true, 'boolean', true],
    [null, 'boolean', false],
    [START, 'instant', new Date(START)],
    [null, 'instant', null],
    ['2026-01-05', 'date', '2026-01-05'],
    [null, 'string', ''],
    [['a'], 'list', ['a']],
    [null, 'list', []],
  ])('%j as %s', (value, type, expected) => {
    expect(celValue(value, type, USD)).toEqual(expected);
  });
});

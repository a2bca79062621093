import type { DeclaredAttribute, Program } from '../../program/program.ts';
import type { FieldValue } from '../../program/events.ts';
import type { OwnField, Settings } from '../../program/settings.ts';
import type { SampleReader } from './sample-readers.ts';

/** When everything in a sample happened: samples do not change from day to day. */
const THEN = Date.UTC(2026, 0, 8, 11);

const SALE = {
  id: 'order-7',
  amount: 40_000,
  commission: 8_000,
  kind: 'first',
  product: 'Starter kit',
  at: THEN,
};

/** Amounts in minor units, instants in milliseconds: what the decision that asks for a mail provides. */
const FIGURES: Readonly<Record<string, unknown>> = {
  'contact.status': 'approved',
  'contact.referralCode': 'ADA7',
  'contact.totalSales': 560_000,
  'contact.numberOfSales': 7,
  'contact.totalCommission': 112_000,
  'contact.payoutReady': true,
  'contact.tags': ['vip', 'trained'],
  'sale.id': SALE.id,
  'sale.amount': SALE.amount,
  'sale.kind': SALE.kind,
  'sale.at': SALE.at,
  'commission.amount': SALE.commission,
  sales: [{ ...SALE, id: 'order-6', amount: 10_000, commission: 2_000 }, SALE],
  'payout.amount': 96_000,
  'payout.batch': '2026-01',
  'payout.at': THEN,
  'milestone.isMoney': true,
  'milestone.value': 500_000,
  'milestone.values': [100_000, 500_000],
};

/** What may be missing, as it is when it is not. */
const MAY_BE_MISSING: Readonly<Record<string, unknown>> = {
  'contact.appliedAt': THEN,
  'contact.approvedAt': THEN,
  'contact.firstSaleAt': THEN,
  'contact.lastSaleAt': THEN,
  'contact.lastLoginAt': THEN,
  'contact.rejectedReason': 'The shop is not open yet.',
  'sale.product': SALE.product,
  'milestone.next': 1_000_000,
  'milestone.toNext': 440_000,
  'approval.reason': 'We only take partners with a shop of their own.',
};

/** A value for every merge field there is, of the type that it has; empty where the reader's may be missing. */
export function sampleValues(
  { fields = {} }: Pick<Settings, 'fields'>,
  programs: readonly Program[],
  { knowsLittle }: SampleReader,
): Record<string, unknown> {
  const own = Object.entries(fields).map(([name, field]) => [
    `contact.${name}`,
    knowsLittle ? (field.default ?? '') : ofField(field),
  ]);
  const maybe = Object.entries(MAY_BE_MISSING).map(([path, value]) => [path, knowsLittle ? '' : value]);
  return { ...FIGURES, ...Object.fromEntries([...maybe, ...own]), ...answersOfCalls(programs) };
}

/** What `call` steps answer, under `calls.NAME.ATTRIBUTE`. */
function answersOfCalls(programs: readonly Program[]): Record<string, unknown> {
  const answers = programs.flatMap(({ steps, activities = {} }) =>
    Object.values(steps).flatMap((step) => {
      if (step.kind !== 'call' || step.as === undefined) return [];
      return Object.entries(activities[step.activity] ?? {}).map(
        ([attribute, declared]) => [`calls.${step.as}.${attribute}`, ofDeclared(declared)] as const,
      );
    }),
  );
  return Object.fromEntries(answers);
}

function ofDeclared({ type, currency }: DeclaredAttribute): unknown {
  if (type === 'money') return currency ? { type, value: SALE.amount, currency } : SALE.amount;
  if (type === 'instant') return { type, value: THEN };
  return type === 'list' ? ['one', 'two'] : ofField({ type });
}

function ofField({ type, values }: OwnField): FieldValue {
  switch (type) {
    case 'string':
    case 'text':
      return 'Sample text';
    case 'enum':
      return values?.[0] ?? 'Sample text';
    case 'email':
      return 'somebody@example.com';
    case 'url':
      return 'https://shop.example.com';
    case 'date':
      return '2026-01-08';
    case 'boolean':
      return true;
    case 'integer':
    case 'decimal':
      return 12;
    case 'money':
      return SALE.amount;
    case 'instant':
      return THEN;
  }
}

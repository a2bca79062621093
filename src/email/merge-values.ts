import type { MailRequest } from '../program/commands.ts';
import { formatMoney } from '../program/money.ts';
import { Figure, figureList } from './figure.ts';
import { formatInstant } from './format-time.ts';
import type { Wording } from './merge-helpers.ts';

const MONEY = new Set([
  ...['contact.totalSales', 'contact.totalCommission', 'sale.amount', 'commission.amount'],
  ...['sales.amount', 'sales.commission'],
]);

const INSTANTS = new Set([
  'sale.at',
  'sales.at',
  ...['appliedAt', 'approvedAt', 'firstSaleAt', 'lastSaleAt', 'lastLoginAt'].map((name) => `contact.${name}`),
]);

/** Figures that a decision may leave out: the last milestone has no next one. They are empty then, not unknown. */
const OPTIONAL = ['milestone.next', 'milestone.toNext', 'sale.product', 'approval.reason'];

/** Totals always have a value; a mail without them was asked for wrongly and must not go out with a gap. */
const TOTALS = new Set(['contact.totalSales', 'contact.totalCommission', 'contact.numberOfSales']);

/** The paths that a mail may name although its values lack them. */
export function emptyPaths(mail: MailRequest): string[] {
  const merges = 'merges' in mail.email ? mail.email.merges : [];
  const namespaces = new Set(Object.keys(mail.values).map((path) => path.split('.')[0]));
  const own = merges.filter((path) => path.startsWith('contact.') && !TOTALS.has(path));
  return [...own, ...OPTIONAL.filter((path) => merges.includes(path) || namespaces.has(path.split('.')[0]))];
}

/** A raw value as its reader sees it. Money is in minor units; milestones lose the decimals of whole amounts. */
export function mergeValue(path: string, value: unknown, wording: Wording, moneyMilestone: boolean): unknown {
  if (value === null || value === undefined) return '';
  if (path === 'sales' && Array.isArray(value)) return value.map((sale) => saleOf(sale as object, wording));
  if (Array.isArray(value)) return listOf(path, value, wording, moneyMilestone);
  if (typeof value !== 'number') return value;
  return new Figure(value, textOf(path, value, wording, moneyMilestone));
}

function textOf(path: string, value: number, wording: Wording, moneyMilestone: boolean): string {
  const { locale, currency } = wording;
  const milestone = path.startsWith('milestone.');
  if (currency && (MONEY.has(path) || (milestone && moneyMilestone))) {
    return formatMoney(value, currency, locale, milestone);
  }
  if (INSTANTS.has(path)) return formatInstant(value, wording);
  return new Intl.NumberFormat(locale).format(value);
}

/** An item of `sales`: no prototype, so that a tag reaches only what is there; a product may be empty, not unknown. */
function saleOf(sale: object, wording: Wording): object {
  const item = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries({ product: null, ...sale }))
    item[name] = mergeValue(`sales.${name}`, value, wording, false);
  return item;
}

function listOf(path: string, values: unknown[], wording: Wording, moneyMilestone: boolean): unknown[] {
  const merged = values.map((value) => mergeValue(path, value, wording, moneyMilestone));
  return merged.every((value) => value instanceof Figure) ? figureList(merged, wording.locale) : merged;
}

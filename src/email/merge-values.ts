import type { MailRequest, TypedFigure } from '../program/commands.ts';
import { formatMoney } from '../program/money.ts';
import type { Currency } from '../program/program.ts';
import type { OwnField } from '../program/settings.ts';
import { Figure, figureList } from './figure.ts';
import { formatInstant } from './format-time.ts';
import type { Wording } from './merge-helpers.ts';

const MONEY = new Set([
  'contact.totalSales',
  'contact.totalCommission',
  'sale.amount',
  'sales.amount',
  'sales.commission',
  'commission.amount',
  'payout.amount',
]);

const INSTANTS = new Set([
  'sale.at',
  'payout.at',
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

/** How values are written in one mail. */
interface Writing extends Wording {
  ownFields: Readonly<Record<string, OwnField>>;
  /** There when the milestone's figures are amounts. */
  milestoneCurrency?: Currency;
}

/** A raw value as its reader sees it. Money is in minor units; milestones lose the decimals of whole amounts. */
export function mergeValue(path: string, value: unknown, writing: Writing): unknown {
  if (value === null || value === undefined) return '';
  if (path === 'sales' && Array.isArray(value)) return value.map((sale) => saleOf(sale as object, writing));
  if (Array.isArray(value)) return listOf(path, value, writing);
  if (isTyped(value)) return new Figure(value.value, typedText(value, writing));
  if (typeof value !== 'number') return value;
  return new Figure(value, textOf(path, value, writing));
}

function textOf(path: string, value: number, writing: Writing): string {
  const { currency, locale, milestoneCurrency, ownFields } = writing;
  const own = path.startsWith('contact.') ? ownFields[path.slice('contact.'.length)] : undefined;
  if (path.startsWith('milestone.') && milestoneCurrency)
    return formatMoney(value, milestoneCurrency, locale, true);
  if (own?.currency) return formatMoney(value, own.currency, locale);
  if (currency && MONEY.has(path)) return formatMoney(value, currency, locale);
  if (INSTANTS.has(path) || own?.type === 'instant') return formatInstant(value, writing);
  return new Intl.NumberFormat(locale).format(value);
}

function isTyped(value: unknown): value is TypedFigure {
  return typeof value === 'object' && value !== null && 'type' in value && 'value' in value;
}

function typedText(figure: TypedFigure, writing: Writing): string {
  if (figure.type === 'instant') return formatInstant(figure.value, writing);
  return formatMoney(figure.value, figure.currency, writing.locale);
}

/** An item of `sales`: no prototype, so that a tag reaches only what is there; a product may be empty, not unknown. */
function saleOf(sale: object, writing: Writing): object {
  const item = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries({ product: null, ...sale }))
    item[name] = mergeValue(`sales.${name}`, value, writing);
  return item;
}

function listOf(path: string, values: unknown[], writing: Writing): unknown[] {
  const merged = values.map((value) => mergeValue(path, value, writing));
  return merged.every((value) => value instanceof Figure) ? figureList(merged, writing.locale) : merged;
}

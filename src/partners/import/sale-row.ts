import { parseMoney } from '../../program/money.ts';
import type { SaleKind } from '../../program/program.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Instant } from '../../program/time.ts';
import { readTotal } from '../amounts.ts';
import { needsFirstSale } from '../commission-rules.ts';
import { readPayment, type Original } from '../exchange.ts';
import type { PartnerRef } from '../find-partner.ts';
import { isOfFuture } from '../refuse-future.ts';
import { readTime } from './partner-row.ts';

/** A sale as another system had it; money in minor units. */
export interface SaleRow {
  id: string;
  source: string;
  partner: PartnerRef;
  amount: number;
  original?: Original;
  kind: SaleKind;
  product?: string;
  firstSale?: string;
  at: Instant;
  /** Absent: by the rules of the program. */
  commission?: number;
  /** The other system has paid the commission. */
  paid?: true;
}

/** The columns of a file of sales. */
export const SALE_COLUMNS = [
  'id',
  'source',
  'email',
  'referralCode',
  'contactId',
  'amount',
  'currency',
  'exchangeRate',
  'kind',
  'product',
  'firstSale',
  'at',
  'commission',
  'paid',
] as const;

/** Where imported sales come from when the file does not say. */
const IMPORT_SOURCE = 'import';

/** Reads one line; a text says what is wrong with it, without repeating an address. */
export function readSaleRow(
  program: PartnerProgram,
  now: Instant,
  record: Readonly<Record<string, string>>,
): SaleRow | string {
  const text = (column: (typeof SALE_COLUMNS)[number]) => (record[column] ?? '').trim();
  const problems: string[] = [];
  const [id, source] = [text('id'), text('source') || IMPORT_SOURCE];
  for (const [column, value] of Object.entries({ id, source }))
    if (!/^[\x21-\x7e]{1,200}$/.test(value))
      problems.push(`${column}: write 1 to 200 letters, digits and signs, without spaces.`);
  const partner = partnerOf(text('email'), text('referralCode'), text('contactId'));
  if (!partner) problems.push('partner: fill in exactly one of email, referralCode and contactId.');
  const currency = text('currency') || program.currency.code;
  const exchangeRate = text('exchangeRate') || undefined;
  const payment = readPayment({ amount: text('amount'), currency, exchangeRate }, program);
  if ('status' in payment) problems.push(payment.message);
  const kind = KINDS.find((one) => one === (text('kind') || 'first'));
  if (!kind) problems.push(`kind: write one of ${KINDS.join(', ')}.`);
  if (text('product').length > 200) problems.push('product: write at most 200 characters.');
  if (text('firstSale') !== '' && kind === 'first')
    problems.push('firstSale: only recurring payments and instalments have one.');
  if (text('firstSale') === '' && text('commission') === '' && kind && needsFirstSale(program, kind))
    problems.push(
      'firstSale: the program’s rules need the id of the first sale, or the commission that was earned.',
    );
  const at = readTime(text('at'));
  if (at === undefined) problems.push('at: write a time such as 2026-01-05T09:00:00Z, or a day.');
  else if (isOfFuture(at, now))
    problems.push('at: this is in the future, and no sale is known before its time.');
  const commission = readCommission(text('commission'), program);
  if (typeof commission === 'string') problems.push(commission);
  // As `ledger verify` has it: a flat amount, the rule of a product, is all that can exceed its sale.
  else if ('amount' in payment && text('product') === '' && (commission ?? 0) > payment.amount)
    problems.push(
      'commission: it is more than the sale. Only the rule of a product earns that: name the product, or check the amounts.',
    );
  if (!['', 'yes', 'no'].includes(text('paid'))) problems.push('paid: write yes or no.');
  if (problems.length > 0 || !partner || 'status' in payment || !kind || at === undefined)
    return problems.join(' ');
  return {
    id,
    source,
    partner,
    ...payment,
    kind,
    at,
    ...(text('product') === '' ? {} : { product: text('product') }),
    ...(text('firstSale') === '' ? {} : { firstSale: text('firstSale') }),
    ...(typeof commission === 'number' ? { commission } : {}),
    ...(text('paid') === 'yes' ? { paid: true } : {}),
  };
}

const KINDS: readonly SaleKind[] = ['first', 'recurring', 'instalment'];

function partnerOf(email: string, referralCode: string, contactId: string): PartnerRef | undefined {
  if ([email, referralCode, contactId].filter((one) => one !== '').length !== 1) return undefined;
  if (email !== '') return { email };
  return referralCode === '' ? { contactId } : { referralCode };
}

/** What the other system paid, zero or more; undefined where the file does not say, a text where it is no amount. */
function readCommission(text: string, { currency }: PartnerProgram): number | string | undefined {
  if (text === '') return undefined;
  const minor = parseMoney(text, currency);
  if (minor !== undefined && typeof readTotal(text, currency) === 'number') return minor;
  return `commission: write an amount of zero or more in ${currency.code}, such as 12.50.`;
}

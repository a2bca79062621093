import type { PartnerPayout, Payout, PayoutLine } from '../../partners/payouts/read-payout.ts';
import { decimalOf } from '../../program/money.ts';
import type { Currency } from '../../program/program.ts';
import { csvText } from './csv.ts';

/** A column, and what a line has in it. */
type Columns<Line> = Readonly<Record<string, (line: Line) => string>>;

/** What each partner is paid, for a bank or a payment service: one line a partner. */
export function partnersCsv({ batch, partners }: Payout, currency: Currency): string {
  const money = (minor: number) => decimalOf(minor, currency);
  return tableOf<PartnerPayout>(partners, {
    batch: () => batch,
    contactId: ({ contactId }) => contactId,
    email: ({ email }) => email,
    firstName: ({ firstName }) => firstName ?? '',
    lastName: ({ lastName }) => lastName ?? '',
    referralCode: ({ referralCode }) => referralCode,
    commissions: ({ commissions }) => money(commissions),
    reversals: ({ reversals }) => money(reversals),
    amount: ({ amount }) => money(amount),
    currency: () => currency.code,
  });
}

/** What each partner is paid for, for whoever keeps the books: one line a commission, and one a reversal. */
export function linesCsv({ batch, partners }: Payout, currency: Currency): string {
  const money = (minor: number) => decimalOf(minor, currency);
  const lines = partners.flatMap(({ contactId, lines: own }) => own.map((line) => ({ ...line, contactId })));
  return tableOf<PayoutLine & { contactId: string }>(lines, {
    batch: () => batch,
    contactId: ({ contactId }) => contactId,
    entry: ({ entry }) => entry,
    source: ({ source }) => source,
    id: ({ id }) => id,
    sale: ({ sale }) => sale,
    product: ({ product }) => product ?? '',
    at: ({ at }) => new Date(at).toISOString(),
    amount: ({ amount }) => money(amount),
    commission: ({ commission }) => money(commission),
    currency: () => currency.code,
  });
}

function tableOf<Line>(lines: readonly Line[], columns: Columns<Line>): string {
  const cells = Object.values(columns);
  return csvText(
    Object.keys(columns),
    lines.map((line) => cells.map((cell) => cell(line))),
  );
}

import type { Correction } from '../../partners/corrections.ts';
import type { PartnerSale, PartnerView } from '../../partners/partner-view.ts';
import { formatMoney } from '../../program/money.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import { html, type Fragment, type Html } from './html.ts';

/** What a partner sold; money in minor units of the program's currency. */
export interface SalesTable {
  partner: PartnerView;
  program: PartnerProgram;
  corrections: readonly Correction[];
}

const KINDS: Record<PartnerSale['kind'], string> = {
  first: 'Sale',
  recurring: 'Recurring payment',
  instalment: 'Instalment',
};

/** A line of the table, in words. */
interface Line {
  what: string;
  at: number;
  amount: string;
  under?: Fragment;
  commission: string;
}

/** The latest sales and corrections, dates and money in the partner's own words and zone. */
export function salesTable(view: SalesTable): Html {
  const lines = linesOf(view);
  if (lines.length === 0)
    return html`<p class="empty">No sales yet. They appear here as soon as the shop reports them.</p>`;
  const { locale, timeZone } = view.partner;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
  return html`<div class="scroll" role="region" aria-labelledby="sales" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Sale</th>
          <th scope="col" class="number">Amount</th>
          <th scope="col" class="number">Commission</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((line) => row(line, day))}
      </tbody>
    </table>
  </div>`;
}

/** The latest first. */
function linesOf({ partner, program, corrections }: SalesTable): Line[] {
  const money = (minor: number): string => formatMoney(minor, program.currency, partner.locale);
  const sales = partner.sales.map(({ product, kind, at, amount, refunded, commission }) => ({
    what: product ?? KINDS[kind],
    at,
    amount: money(amount),
    under: refunded > 0 && html`<span class="under">${money(refunded)} refunded</span>`,
    commission: money(commission),
  }));
  const corrected = corrections.map(({ amount, commission, at }) => ({
    what: 'Correction of the total',
    at,
    amount: money(amount),
    commission: money(commission),
  }));
  return [...sales, ...corrected].sort((a, b) => b.at - a.at);
}

function row({ what, at, amount, under, commission }: Line, day: Intl.DateTimeFormat): Html {
  return html`<tr>
    <th scope="row">
      ${what} <time class="under" datetime="${new Date(at).toISOString()}">${day.format(at)}</time>
    </th>
    <td class="number">${amount} ${under}</td>
    <td class="number">${commission}</td>
  </tr>`;
}

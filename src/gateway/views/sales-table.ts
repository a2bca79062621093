import type { PartnerSale, PartnerView } from '../../partners/partner-view.ts';
import { formatMoney } from '../../program/money.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import { html, type Html } from './html.ts';

const KINDS: Record<PartnerSale['kind'], string> = {
  first: 'Sale',
  recurring: 'Recurring payment',
  instalment: 'Instalment',
};

/** The latest sales, dates and money in the partner's own words and zone. */
export function salesTable(partner: PartnerView, program: PartnerProgram): Html {
  if (partner.sales.length === 0)
    return html`<p class="empty">No sales yet. They appear here as soon as the shop reports them.</p>`;
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
        ${partner.sales.map((sale) => row(sale, partner, program))}
      </tbody>
    </table>
  </div>`;
}

function row(sale: PartnerSale, { locale, timeZone }: PartnerView, { currency }: PartnerProgram): Html {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(sale.at);
  const refund =
    sale.refunded > 0 &&
    html`<span class="under">${formatMoney(sale.refunded, currency, locale)} refunded</span>`;
  return html`<tr>
    <th scope="row">
      ${sale.product ?? KINDS[sale.kind]}
      <time class="under" datetime="${new Date(sale.at).toISOString()}">${day}</time>
    </th>
    <td class="number">${formatMoney(sale.amount, currency, locale)} ${refund}</td>
    <td class="number">${formatMoney(sale.commission, currency, locale)}</td>
  </tr>`;
}

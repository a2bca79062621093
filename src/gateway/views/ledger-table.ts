import { payableAt } from '../../partners/commission-rules.ts';
import type { LedgerLine } from '../../partners/ledger-page.ts';
import { formatMoney } from '../../program/money.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Instant } from '../../program/time.ts';
import { html, type Fragment, type Html } from './html.ts';
import { dateWords, when, type Reader } from './when.ts';

/** Entries of a partner's ledger; money in minor units of the program's currency. */
export interface LedgerTable {
  lines: readonly LedgerLine[];
  program: PartnerProgram;
  reader: Reader;
  now: Instant;
  /** Id of the heading above. */
  labelledBy: string;
}

const KINDS: Record<NonNullable<LedgerLine['kind']>, string> = {
  first: 'Sale',
  recurring: 'Recurring payment',
  instalment: 'Instalment',
};

/** The lines in the order in which they come, dates and money in the partner's own words and zone. */
export function ledgerTable(view: LedgerTable): Html {
  return html`<div class="scroll" role="region" aria-labelledby="${view.labelledBy}" tabindex="0">
    <table class="stacked ledger">
      <thead>
        <tr>
          <th scope="col">Sale</th>
          <th scope="col" class="number">Amount</th>
          <th scope="col" class="number">Commission</th>
        </tr>
      </thead>
      <tbody>
        ${view.lines.map((line) => row(line, view))}
      </tbody>
    </table>
  </div>`;
}

function row(line: LedgerLine, view: LedgerTable): Html {
  const money = (minor: number): string => formatMoney(minor, view.program.currency, view.reader.locale);
  return html`<tr>
    <th scope="row">
      ${nameOf(line)}
      <span class="under">${when(line.at, view.reader, 'day')}${state(line, view)}</span>
    </th>
    <td class="number"><span class="label">Amount </span>${money(line.amount)}</td>
    <td class="number"><span class="label">Commission </span>${money(line.commission)}</td>
  </tr>`;
}

function nameOf({ type, kind, product, commission }: LedgerLine): string {
  const sold = product ?? KINDS[kind ?? 'first'];
  switch (type) {
    case 'sale':
      return sold;
    case 'refund':
      return `Refund: ${sold}`;
    case 'chargeback':
      return `Chargeback: ${sold}`;
    case 'second-tier':
      return commission < 0 ? 'Refund of a partner whom you brought' : 'Sale of a partner whom you brought';
    case 'correction':
      return 'Correction of the total';
  }
}

/** What has become of a commission, unless it is payable, as most are, or nothing of it is left. */
function state(line: LedgerLine, { program, reader, now }: LedgerTable): Fragment {
  if (line.isPaid) return line.commission < 0 ? ', settled' : ', commission paid';
  if (line.commissionLeft <= 0) return undefined;
  const until = payableAt(program, line.at);
  return until > now && `, commission on hold until ${dateWords(until, 'day', reader)}`;
}

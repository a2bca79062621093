import type { LedgerCursor, LedgerPage } from '../../partners/ledger-page.ts';
import type { Instant } from '../../program/time.ts';
import { centerAddress } from '../center-address.ts';
import type { SignedIn } from '../session.ts';
import { centerLayout } from './center-layout.ts';
import { html, type Fragment, type Html } from './html.ts';
import { ledgerTable } from './ledger-table.ts';

/** A part of the list of sales and refunds. */
export interface SalesPage {
  partner: SignedIn;
  csrf: string;
  page: LedgerPage;
  now: Instant;
}

/** Everything that was sold and given back, the latest first. */
export function salesPage({ partner, csrf, page, now }: SalesPage): Html {
  const { program, reader } = partner;
  const { lines } = page;
  return centerLayout({
    title: 'Your sales',
    path: '/partner/sales',
    partner,
    csrf,
    main: html`<h1 id="sales">Sales and refunds</h1>
      ${
        lines.length === 0
          ? html`<p class="empty">No sales yet. They appear here as soon as the shop reports them.</p>`
          : ledgerTable({ lines, program, reader, now, labelledBy: 'sales' })
      }
      ${pager(page, partner)}`,
  });
}

function pager({ lines, isNewest, isOldest }: LedgerPage, partner: SignedIn): Fragment {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last || (isNewest && isOldest)) return undefined;
  const address = (query: Record<string, string>): string => centerAddress('/partner/sales', partner, query);
  return html`<nav class="pager" aria-label="More sales">
    ${
      !isNewest &&
      html`<a href="${address({})}">Latest</a>
        <a href="${address({ newer: placeOf(first) })}" rel="prev">Newer</a>`
    }
    ${!isOldest && html`<a href="${address({ older: placeOf(last) })}" rel="next">Older</a>`}
  </nav>`;
}

/** How a place in the list is written in addresses. */
function placeOf({ at, id }: LedgerCursor): string {
  return `${at}.${id}`;
}

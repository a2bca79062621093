import type { CommissionStates } from '../../partners/commission-states.ts';
import type { LedgerLine } from '../../partners/ledger-page.ts';
import type { PartnerView } from '../../partners/partner-view.ts';
import type { MonthOfSales } from '../../partners/sales-by-month.ts';
import { formatMoney } from '../../program/money.ts';
import type { Instant } from '../../program/time.ts';
import type { NextMilestone } from '../milestones.ts';
import { centerAddress } from '../center-address.ts';
import type { SignedIn } from '../session.ts';
import { affiliateLinks } from './affiliate-links.ts';
import { centerLayout } from './center-layout.ts';
import { copyScript } from './copy-script.ts';
import { html, type Fragment, type Html } from './html.ts';
import { ledgerTable } from './ledger-table.ts';
import { salesChart } from './sales-chart.ts';

/** What the overview of the partner center shows; money in minor units of the program's currency. */
export interface PartnerPage {
  partner: SignedIn;
  view: PartnerView;
  commission: CommissionStates;
  /** In words, such as "$5,000 in sales". */
  milestones: readonly string[];
  next: readonly NextMilestone[];
  months: readonly MonthOfSales[];
  latest: readonly LedgerLine[];
  csrf: string;
  now: Instant;
}

/** What a partner should know about figures and links while they are not approved. */
const STATUS_NOTES: Record<PartnerView['status'], Fragment> = {
  applied: html`<p class="note">
    Your application is still being looked at. Sales count from now on; commission starts with the approval.
  </p>`,
  approved: undefined,
  rejected: html`<p class="note bad">Your application was declined, so sales earn no commission.</p>`,
  suspended: html`<p class="note bad">
    Your partnership is paused, so new sales earn no commission. If you have a question, answer one of our
    mails.
  </p>`,
};

/** The overview: figures first, then what to pass on, then what was reached and sold. */
export function partnerPage(page: PartnerPage): Html {
  const { partner, view, csrf } = page;
  return centerLayout({
    title: 'Your partner center',
    path: '/partner',
    script: copyScript.path,
    partner,
    csrf,
    main: html`<h1>${view.firstName ? `Hello, ${view.firstName}` : 'Your partner center'}</h1>
      ${STATUS_NOTES[view.status]} ${figures(page)}
      ${
        // Who was declined has nothing to pass on, and nothing ahead.
        view.status !== 'rejected' &&
        html`<h2 id="links">Your links</h2>
          ${affiliateLinks(view.links)} ${milestones(page)}`
      }
      <h2 id="sales">Sales</h2>
      ${sales(page)}`,
  });
}

function figures({ view, partner, commission }: PartnerPage): Html {
  const { locale } = partner.reader;
  const money = (minor: number): string => formatMoney(minor, partner.program.currency, locale);
  const all: [name: string, value: string, under?: string[]][] = [
    ['Total sales', money(view.totalSales)],
    ['Number of sales', new Intl.NumberFormat(locale).format(view.numberOfSales)],
    ['Commission', money(view.totalCommission), statesOf(commission, money)],
  ];
  return html`<dl class="figures">
    ${all.map(
      ([name, value, under = []]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
          ${under.map((text) => html`<dd class="under">${text}</dd>`)}
        </div>`,
    )}
  </dl>`;
}

/** Nothing where all of it is payable: then the total says it. */
function statesOf({ onHold, payable, paid }: CommissionStates, money: (minor: number) => string): string[] {
  if (onHold === 0 && paid === 0) return [];
  const states: [number, string][] = [
    [onHold, 'on hold'],
    [payable, 'payable'],
    [paid, 'paid'],
  ];
  return states.filter(([amount]) => amount !== 0).map(([amount, words]) => `${money(amount)} ${words}`);
}

/** Nothing where no map of the program watches a figure: then none will ever be reached. */
function milestones({ milestones: reached, next }: PartnerPage): Fragment {
  if (reached.length === 0 && next.length === 0) return undefined;
  return html`<h2 id="milestones">Milestones</h2>
    ${
      reached.length > 0 &&
      html`<ul class="plain chips" aria-label="Milestones that you have reached">
        ${reached.map((milestone) => html`<li>${milestone}</li>`)}
      </ul>`
    }
    ${next.map(ahead)}`;
}

function ahead({ name, distance, percent }: NextMilestone, index: number): Html {
  return html`<div class="ahead">
    <p id="next-${index}">Next: <strong>${name}</strong></p>
    <progress max="100" value="${percent}" aria-labelledby="next-${index}">${percent} %</progress>
    <p class="under">${distance}</p>
  </div>`;
}

function sales({ partner, months, latest, now }: PartnerPage): Fragment {
  const { program, reader } = partner;
  if (latest.length === 0)
    return html`<p class="empty">No sales yet. They appear here as soon as the shop reports them.</p>`;
  return html`${
      months.some(({ amount }) => amount !== 0) && salesChart({ months, currency: program.currency, reader })
    }
    <h3 id="latest">The latest</h3>
    ${ledgerTable({ lines: latest, program, reader, now, labelledBy: 'latest' })}
    <p class="pager"><a href="${centerAddress('/partner/sales', partner)}">All sales and refunds</a></p>`;
}

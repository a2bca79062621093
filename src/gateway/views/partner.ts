import type { PartnerView } from '../../partners/partner-view.ts';
import { formatMoney } from '../../program/money.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import { csrfField } from './csrf-field.ts';
import { html, type Fragment, type Html } from './html.ts';
import { layout } from './layout.ts';
import { salesTable } from './sales-table.ts';
import type { Correction } from '../../partners/corrections.ts';
import type { NextMilestone } from '../milestones.ts';
import { copyScript } from './copy-script.ts';

/** What the partner center shows; money in minor units of the program's currency. */
export interface PartnerPage {
  partner: PartnerView;
  program: PartnerProgram;
  /** In words, such as "$5,000 in sales". */
  milestones: readonly string[];
  next: readonly NextMilestone[];
  corrections: readonly Correction[];
  csrf: string;
}

/** What a partner should know about figures and links while they are not approved. */
const STATUS_NOTES: Record<PartnerView['status'], string | undefined> = {
  applied:
    'Your application is still being looked at. Sales count from now on; commission starts with the approval.',
  approved: undefined,
  rejected: 'Your application was declined, so sales earn no commission.',
  suspended: 'Your partnership is paused, so new sales earn no commission.',
};

/** The partner center: figures first, then what to pass on, then what was reached and sold. */
export function partnerPage(view: PartnerPage): Html {
  const { partner, program } = view;
  const note = STATUS_NOTES[partner.status];
  return layout({
    title: 'Your partner center',
    brand: program.title,
    width: 'wide',
    script: copyScript.path,
    aside: html`<form method="post" action="/partner/sign-out">
      ${csrfField(view.csrf)}<button class="quiet" type="submit">Sign out</button>
    </form>`,
    main: html`<h1>${partner.firstName ? `Hello, ${partner.firstName}` : 'Your partner center'}</h1>
      ${note && html`<p class="note">${note}</p>`} ${figures(view)}
      <h2 id="links">Your links</h2>
      ${links(partner)}
      <h2 id="milestones">Milestones</h2>
      ${milestones(view)}
      <h2 id="sales">Recent sales</h2>
      ${salesTable(view)}`,
  });
}

function figures({ partner, program }: PartnerPage): Html {
  const money = (minor: number): string => formatMoney(minor, program.currency, partner.locale);
  const all = [
    ['Total sales', money(partner.totalSales)],
    ['Number of sales', new Intl.NumberFormat(partner.locale).format(partner.numberOfSales)],
    ['Commission', money(partner.totalCommission)],
  ];
  return html`<dl class="figures">
    ${all.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function links(partner: PartnerView): Fragment {
  if (partner.links.length === 0) return html`<p class="empty">There are no links to pass on yet.</p>`;
  return html`<p class="lead">Whoever comes through one of these is counted as yours.</p>
    <ul class="plain links">
      ${partner.links.map(({ title, url }) => html`<li><strong>${title}</strong><code data-copy="${title}">${url}</code></li>`)}
    </ul>`;
}

function milestones({ milestones: reached, next }: PartnerPage): Fragment {
  if (reached.length === 0 && next.length === 0)
    return html`<p class="empty">Your first milestone is still ahead of you.</p>`;
  return html`${
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

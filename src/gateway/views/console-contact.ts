import type { ConsoleApproval } from '../../partners/console-approvals.ts';
import type { ConsoleTask } from '../../partners/console-tasks.ts';
import type { ContactStanding } from '../../partners/contact-standing.ts';
import type { Timeline } from '../../partners/contact-timeline.ts';
import type { ContactView } from '../../partners/find-contact.ts';
import type { PartnerView } from '../../partners/partner-view.ts';
import { covers } from '../../partners/reach.ts';
import { formatMoney } from '../../program/money.ts';
import { isAtLeast, type TeamMember } from '../console-session.ts';
import { addressOf, cutText } from '../list-query.ts';
import { reachedMilestones } from '../milestones.ts';
import { applicationCard } from './application-card.ts';
import { consoleLayout } from './console-layout.ts';
import { nameOf, STATUS_BADGES } from './decision.ts';
import { html, type Fragment, type Html } from './html.ts';
import { suspensionForm } from './suspension.ts';
import { taskCard } from './task-card.ts';
import { timeline } from './timeline.ts';
import { distance, when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** Entries that are seen at a glance. */
const FEW = 10;

/** Everything about one contact. */
export interface ContactPage {
  member: TeamMember;
  csrf: string;
  words: Wordbook;
  contact: ContactView;
  /** Their figures in each of their partner programs. */
  memberships: { program: string; partner: PartnerView }[];
  /** Open questions, and tasks, that the reader sees. */
  open: ConsoleApproval[];
  tasks: ConsoleTask[];
  standing: ContactStanding;
  timeline: Timeline;
  /** The run in the Temporal UI; absent where there is none. */
  runUrl: string | undefined;
}

/** Who it is, what waits, where they stand, and what happened. */
export function consoleContactPage(view: ContactPage): Html {
  const { contact, member, csrf } = view;
  const name = nameOf(contact);
  return consoleLayout({
    title: name,
    member,
    csrf,
    main: html`<p class="back"><a href="/console">All applications</a></p>
      <h1>${name}</h1>
      <p class="meta"><span>${contact.email}</span> <span>${contact.id}</span></p>
      ${openQuestions(view)} ${view.memberships.map((membership) => enrolment(view, membership))}
      <h2 id="standing">Where they stand</h2>
      ${standing(view)}
      <h2 id="timeline">Timeline</h2>
      ${shortcuts(view)} ${story(view)}`,
  });
}

function openQuestions({ open, tasks, words, csrf, member }: ContactPage): Fragment {
  if (open.length + tasks.length === 0) return undefined;
  return [
    html`<h2 id="waits">What waits</h2>`,
    ...open.map((approval) =>
      applicationCard(approval, words, covers(member.decides, approval.team) && { csrf }),
    ),
    ...tasks.map((task) => taskCard(task, words, covers(member.decides, task.team) && csrf)),
  ];
}

function enrolment(
  { words, member, csrf }: ContactPage,
  membership: ContactPage['memberships'][number],
): Fragment {
  const { program: name, partner } = membership;
  const program = words.program(name);
  if (!program) return undefined;
  const { locale } = words.reader(name);
  const money = (minor: number): string => formatMoney(minor, program.currency, locale);
  const reached = reachedMilestones({ milestones: partner.milestones, locale }, program, words.maps);
  const status = STATUS_BADGES[partner.status];
  return html`<section aria-label="${program.title}">
    <p class="enrolment">
      <strong>${program.title}</strong> <span class="badge ${status.tone}">${status.word}</span>
      <span class="under">referral code ${partner.referralCode}</span>
    </p>
    <dl class="figures small">
      <div>
        <dt>Total sales</dt>
        <dd>${money(partner.totalSales)}</dd>
      </div>
      <div>
        <dt>Number of sales</dt>
        <dd>${new Intl.NumberFormat(locale).format(partner.numberOfSales)}</dd>
      </div>
      <div>
        <dt>Commission</dt>
        <dd>${money(partner.totalCommission)}</dd>
      </div>
    </dl>
    ${
      reached.length > 0 &&
      html`<p class="under">Milestones reached</p>
        <ul class="plain chips">
          ${reached.map((milestone) => html`<li>${milestone}</li>`)}
        </ul>`
    }
    ${isAtLeast(member, 'admin') && suspensionForm(partner, program, csrf)}
  </section>`;
}

function standing({ standing: { positions, asOf }, words, runUrl, contact }: ContactPage): Fragment {
  const reader = words.reader(contact.enrolments[0]?.program);
  const wake = positions.flatMap(({ wakeAt }) => wakeAt ?? []).sort((a, b) => a - b)[0];
  const run =
    runUrl !== undefined && html`<a href="${runUrl}" rel="noopener noreferrer">Run in the Temporal UI</a>`;
  if (asOf === null)
    return html`<p class="empty">The run has not written down anything yet.</p>
      <p>${run}</p>`;
  return html`${
      positions.length === 0
        ? html`<p class="empty">On no map.</p>`
        : html`<ul class="plain places">
            ${positions.map(
              ({ map, step, since }) =>
                html`<li>
                  <strong>${words.step(map, step)}</strong>
                  <span class="under">${words.map(map)}, since ${when(since, reader)}</span>
                </li>`,
            )}
          </ul>`
    }
    <p class="meta">
      ${wake !== undefined && html`<span>Next wake-up ${when(wake, reader)} (${distance(wake, words.now)})</span> `}
      <span>As the run wrote it down ${distance(asOf, words.now)}</span> ${run && html`<span>${run}</span>`}
    </p>`;
}

function shortcuts({ timeline: { entries }, member, contact }: ContactPage): Fragment {
  const links = [
    entries.length > FEW && html`<a href="#end">Jump to the end</a>`,
    isAtLeast(member, 'admin') &&
      html`<a href="/console/audit?contact=${contact.id}">Only what people did about them</a>`,
  ];
  return links.some(Boolean) && html`<p class="pager">${links}</p>`;
}

/** Read upwards an earlier part begins at its end, read downwards a later one at its top. */
function story({ timeline: { entries, older, newer }, words, contact }: ContactPage): Fragment {
  const link = (label: string, place: Record<string, string>, anchor: string): Html =>
    html`<a href="${addressOf(`/console/contacts/${contact.id}`, place)}${anchor}">${label}</a>`;
  return html`${older && html`<p class="pager">${link('Earlier', { older: cutText(older) }, '#end')}</p>`}
  ${
    entries.length === 0
      ? html`<p class="empty">There is nothing ${newer || older ? 'in this part' : 'yet'}.</p>`
      : timeline(entries, words, words.reader(contact.enrolments[0]?.program))
  }
  ${
    newer &&
    html`<p class="pager">
      ${link('Later', { newer: cutText(newer) }, '#timeline')} ${link('Latest', {}, '#end')}
    </p>`
  }`;
}

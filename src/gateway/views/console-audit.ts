import type { Act, ActList } from '../../partners/audit-trail.ts';
import type { ContactView } from '../../partners/find-contact.ts';
import type { TeamMember } from '../console-session.ts';
import { addressOf, ASKED, isNarrowed, type AuditQuery } from '../list-query.ts';
import { ACT_KINDS, actorWords, actWords } from './act-words.ts';
import { consoleLayout } from './console-layout.ts';
import { nameOf } from './decision.ts';
import { filterForm } from './filter-form.ts';
import { html, type Fragment, type Html } from './html.ts';
import { stackedTable } from './stacked-table.ts';
import { when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** Who did what, for admins. */
export interface AuditPage {
  member: TeamMember;
  csrf: string;
  words: Wordbook;
  query: AuditQuery;
  /** The trail does not start at its end. */
  isLaterPart: boolean;
  list: ActList;
  /** The one contact whom the trail is narrowed to. */
  contact?: ContactView | undefined;
}

/** The latest act comes first. */
export function consoleAuditPage(view: AuditPage): Html {
  const { member, csrf, query, contact, list, words } = view;
  const hours = Object.entries(ASKED).filter(([, { within }]) => within !== undefined);
  return consoleLayout({
    title: 'Audit trail',
    member,
    csrf,
    section: '/console/audit',
    main: html`<h1>Audit trail</h1>
      ${
        contact &&
        html`<p class="lead">
          Only what was done about <a href="/console/contacts/${contact.id}">${nameOf(contact)}</a>.
        </p>`
      }
      ${filterForm({
        action: '/console/audit',
        searchLabel: 'Who did it: the beginning of their address',
        searched: query.q,
        narrowed: isNarrowed(query),
        kept: { contact: query.contact },
        choices: [
          {
            name: 'kind',
            label: 'What',
            any: 'Everything',
            options: Object.entries(ACT_KINDS),
            chosen: query.kind,
          },
          {
            name: 'asked',
            label: 'When',
            any: 'At any time',
            options: hours.map(([value, { label }]) => [value, label] as const),
            chosen: query.asked,
          },
        ],
      })}
      ${
        list.acts.length === 0
          ? html`<p class="empty">
              ${isNarrowed(query) ? 'There is nothing that fits.' : 'Nobody has done anything yet.'}
            </p>`
          : stackedTable(
              ['What', 'About', 'Who', 'When'],
              list.acts.map((act) => row(act, words)),
            )
      }
      ${pager(view)}`,
  });
}

function row(act: Act, words: Wordbook): Html {
  const { what, where, reason } = actWords(act, words);
  const { who, door } = actorWords(act);
  return html`<tr>
    <th scope="row">
      ${what} ${where && html`<span class="under">${where}</span>`}
      ${reason && html`<span class="under"><q>${reason}</q></span>`}
    </th>
    <td><a href="/console/contacts/${act.contactId}">${nameOf(act)}</a></td>
    <td>${who} ${door && html`<span class="under">${door}</span>`}</td>
    <td>${when(act.at, words.reader(act.data.program))}</td>
  </tr>`;
}

function pager({ query, isLaterPart, list: { next } }: AuditPage): Fragment {
  if (next === undefined && !isLaterPart) return undefined;
  const further = next !== undefined && addressOf('/console/audit', query, { after: String(next) });
  return html`<nav class="pager" aria-label="More of the trail">
    ${isLaterPart && html`<a href="${addressOf('/console/audit', query)}">Back to the latest</a>`}
    ${further && html`<a rel="next" href="${further}">Earlier</a>`}
  </nav>`;
}

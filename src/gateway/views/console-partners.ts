import type { ListedPartner, PartnerList } from '../../partners/list-partners.ts';
import type { TeamMember } from '../console-session.ts';
import { addressOf, isNarrowed, partnerPlaceText, type PartnerQuery } from '../list-query.ts';
import { programChoice, SEARCH_LABEL } from './application-filters.ts';
import { consoleLayout } from './console-layout.ts';
import { nameOf, STATUS_BADGES } from './decision.ts';
import { filterForm } from './filter-form.ts';
import { html, type Fragment, type Html } from './html.ts';
import { stackedTable } from './stacked-table.ts';
import { when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** The list of partners and applicants. */
export interface PartnersPage {
  member: TeamMember;
  csrf: string;
  words: Wordbook;
  query: PartnerQuery;
  /** The list does not start at its beginning. */
  isLaterPart: boolean;
  list: PartnerList;
}

/** Who applied last comes first; each leads to their page. */
export function consolePartnersPage(view: PartnersPage): Html {
  const { member, csrf, query, words, list } = view;
  return consoleLayout({
    title: 'Partners',
    member,
    csrf,
    section: '/console/partners',
    main: html`<h1>Partners</h1>
      ${filterForm({
        action: '/console/partners',
        searchLabel: SEARCH_LABEL,
        searched: query.q,
        narrowed: isNarrowed(query),
        choices: [
          programChoice(query.program, words),
          {
            name: 'status',
            label: 'Status',
            any: 'Any',
            options: Object.entries(STATUS_BADGES).map(([value, { word }]) => [value, word] as const),
            chosen: query.status,
          },
        ],
      })}
      ${
        list.partners.length === 0
          ? html`<p class="empty">${emptyText(view)}</p>`
          : stackedTable(
              ['Name', 'Program', 'Status', 'Code', 'Applied'],
              list.partners.map((partner) => row(partner, words)),
            )
      }
      ${pager(view)}`,
  });
}

function emptyText({ query, isLaterPart }: PartnersPage): string {
  if (isLaterPart) return 'There is nobody more.';
  return isNarrowed(query) ? 'There is nobody who fits.' : 'Nobody has applied yet.';
}

function row(partner: ListedPartner, words: Wordbook): Html {
  const { contactId, program, status, referralCode, appliedAt, email } = partner;
  const name = nameOf(partner);
  const badge = STATUS_BADGES[status];
  return html`<tr>
    <th scope="row">
      <a href="/console/contacts/${contactId}">${name}</a>
      ${name !== email && html`<span class="under">${email}</span>`}
    </th>
    <td>${words.program(program)?.title ?? program}</td>
    <td><span class="badge ${badge.tone}">${badge.word}</span></td>
    <td><code>${referralCode}</code></td>
    <td>${when(appliedAt, words.reader(program))}</td>
  </tr>`;
}

function pager({ query, isLaterPart, list: { next } }: PartnersPage): Fragment {
  if (!next && !isLaterPart) return undefined;
  const further = next && addressOf('/console/partners', query, { after: partnerPlaceText(next) });
  return html`<nav class="pager" aria-label="More partners">
    ${isLaterPart && html`<a href="${addressOf('/console/partners', query)}">Back to the first ones</a>`}
    ${further && html`<a rel="next" href="${further}">Who applied earlier</a>`}
  </nav>`;
}

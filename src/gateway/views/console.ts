import type { ConsoleApproval } from '../../partners/console-approvals.ts';
import type { ConsoleTask } from '../../partners/console-tasks.ts';
import type { ApprovalList, ApprovalPlace } from '../../partners/list-approvals.ts';
import { covers } from '../../partners/reach.ts';
import type { TeamMember } from '../console-session.ts';
import { addressOf, isNarrowed, placeText, type ApplicationQuery } from '../list-query.ts';
import { applicationCard } from './application-card.ts';
import { applicationFilters } from './application-filters.ts';
import { consoleLayout } from './console-layout.ts';
import { endedView, noticeView, type EndedTask, type Notice } from './console-notice.ts';
import { decideTogether, TOGETHER } from './decide-together.ts';
import { decidedRow } from './decided-row.ts';
import { html, type Fragment, type Html } from './html.ts';
import { taskCard } from './task-card.ts';
import type { Wordbook } from './wordbook.ts';

/** The list of applications. */
export interface ConsoleView {
  member: TeamMember;
  csrf: string;
  words: Wordbook;
  query: ApplicationQuery;
  /** Where this part of the list begins, as its address says; empty at the beginning. */
  after: string;
  /** All that wait on this page are ticked. */
  isAllChosen: boolean;
  /** Absent where the query leaves them out. */
  tasks?: { tasks: ConsoleTask[]; total: number } | undefined;
  /** `total` counts all that the query asks for. */
  open?: (ApprovalList & { total: number }) | undefined;
  decided?: ApprovalList | undefined;
  notice?: Notice | undefined;
  ended?: EndedTask | undefined;
}

/** What waits first, then what was decided. */
export function consolePage(view: ConsoleView): Html {
  const { member, csrf, open, decided, words } = view;
  const total = open?.total ?? 0;
  return consoleLayout({
    title: total > 0 ? `(${total}) Applications` : 'Applications',
    member,
    csrf,
    section: '/console',
    main: html`<h1>Applications</h1>
      ${noticeView(view.notice, member.address, words)} ${endedView(view.ended, member.address, words)}
      ${applicationFilters(view.query, member.teams, words)}
      ${
        open &&
        html`<h2 id="open">
            Waiting for a decision${total > 0 && html` <span class="count">${total}</span>`}
          </h2>
          ${openList(open, view)}`
      }
      ${taskList(view)}
      ${
        decided &&
        html`<h2 id="decided">Decided</h2>
          ${decidedList(decided, view)}`
      }`,
  });
}

/** Maps without tasks are common: nothing is said where there is none. */
function taskList({ tasks, words, csrf, member }: ConsoleView): Fragment {
  if (!tasks || tasks.total === 0) return undefined;
  const rest = tasks.total - tasks.tasks.length;
  return html`<h2 id="tasks">Tasks <span class="count">${tasks.total}</span></h2>
    ${tasks.tasks.map((task) => taskCard(task, words, covers(member.decides, task.team) && csrf))}
    ${rest > 0 && html`<p class="empty">The ${tasks.tasks.length} oldest are shown; ${rest} more come after them.</p>`}`;
}

function openList({ approvals, next }: ApprovalList, view: ConsoleView): Fragment {
  if (approvals.length === 0) return nothing(view, 'Nobody waits. New applications come by mail, too.');
  const { words, csrf, query, isAllChosen, member } = view;
  const list = addressOf('', query).slice(1);
  const isMine = ({ team }: ConsoleApproval): boolean => covers(member.decides, team);
  const boxes = approvals.filter(isMine).length > 1 && {
    together: { form: TOGETHER, isChosen: isAllChosen },
  };
  const ticked = (choose: string): string => addressOf('/console', query, { after: view.after, choose });
  return html`${approvals.map((approval) => applicationCard(approval, words, isMine(approval) && { csrf, list, ...boxes }))}
  ${boxes && decideTogether({ csrf, list, all: ticked('all'), none: ticked(''), isOpen: isAllChosen })}
  ${pager(view, 'waiting', next, 'Who applied later')}`;
}

function decidedList({ approvals, next }: ApprovalList, view: ConsoleView): Fragment {
  if (approvals.length === 0) return nothing(view, 'Nothing has been decided yet.');
  const { state } = view.query;
  return html`<ul class="plain decided">
      ${approvals.map((approval) => decidedRow(approval, view.words))}
    </ul>
    ${pager(view, state === '' ? 'decided' : state, next, 'Older decisions')}`;
}

function nothing({ query, after }: ConsoleView, otherwise: string): Html {
  const text = isNarrowed(query) ? 'There is nothing that fits.' : otherwise;
  return html`<p class="empty">${after !== '' ? 'There is nothing more.' : text}</p>`;
}

/** A part of a list is that of one state, so a link to the next one names it. */
function pager({ query, after }: ConsoleView, state: string, next: ApprovalPlace | undefined, more: string) {
  if (!next && after === '') return undefined;
  const list = { ...query, state };
  return html`<nav
    class="pager"
    aria-label="${state === 'waiting' ? 'Waiting applications' : 'Decided applications'}"
  >
    ${after !== '' && html`<a href="${addressOf('/console', list)}">Back to the first ones</a>`}
    ${next && html`<a rel="next" href="${addressOf('/console', list, { after: placeText(next) })}">${more}</a>`}
  </nav>`;
}

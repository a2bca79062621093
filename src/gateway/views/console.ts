import type { ConsoleApproval, Listed } from '../../partners/console-approvals.ts';
import type { ConsoleTask } from '../../partners/console-tasks.ts';
import type { RecordedDecision } from '../../partners/reversed-decisions.ts';
import { applicationCard } from './application-card.ts';
import { consoleLayout } from './console-layout.ts';
import { decisionText, nameOf, OUTCOMES } from './decision.ts';
import { html, type Fragment, type Html } from './html.ts';
import { endOfTask, taskCard } from './task-card.ts';
import { when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** The list of applications. */
export interface ConsoleView {
  address: string;
  csrf: string;
  words: Wordbook;
  tasks: { tasks: ConsoleTask[]; total: number };
  open: Listed;
  decided: Listed;
  /** From 1. */
  page: number;
  pages: number;
  notice?: Notice | undefined;
  ended?: EndedTask | undefined;
}

/** What became of the decision that was just sent. */
export interface Notice {
  approval: ConsoleApproval;
  decision: RecordedDecision;
  /** Somebody was faster, and their decision stands. */
  tooLate: boolean;
}

/** What became of the task whose form was just sent. */
export interface EndedTask {
  task: ConsoleTask;
  done: NonNullable<ConsoleTask['done']>;
  tooLate: boolean;
}

/** What waits first, then what was decided. */
export function consolePage(view: ConsoleView): Html {
  const { address, csrf, open } = view;
  return consoleLayout({
    title: open.total > 0 ? `(${open.total}) Applications` : 'Applications',
    address,
    csrf,
    main: html`<h1>Applications</h1>
      ${noticeView(view)} ${endedView(view)}
      <h2 id="open">
        Waiting for a decision${open.total > 0 && html` <span class="count">${open.total}</span>`}
      </h2>
      ${openList(view)} ${taskList(view)}
      <h2 id="decided">Decided</h2>
      ${decidedList(view)}`,
  });
}

function noticeView({ notice, address, words }: ConsoleView): Fragment {
  if (!notice) return undefined;
  const { approval, decision, tooLate } = notice;
  const name = html`<a href="/console/contacts/${approval.contactId}">${nameOf(approval)}</a>`;
  const by = decision.by === address ? { ...decision, by: 'you' } : decision;
  return html`<p class="note ${tooLate && 'late'}" role="status">
    ${tooLate && html`<strong>This was decided before, and that decision stands.</strong> `}${name}:
    ${decisionText(by)}, ${when(decision.at, words.reader(approval.program))}.
  </p>`;
}

function endedView({ ended, address, words }: ConsoleView): Fragment {
  if (!ended) return undefined;
  const { task, done, tooLate } = ended;
  const by = done.by === address ? { ...done, by: 'you' } : done;
  return html`<p class="note ${tooLate && 'late'}" role="status">
    ${tooLate && html`<strong>This was answered before, and that answer stands.</strong> `}${task.title},
    <a href="/console/contacts/${task.contactId}">${nameOf(task)}</a>: ${endOfTask(by)},
    ${when(done.at, words.reader(words.programOf(task.map)))}.
  </p>`;
}

/** Maps without tasks are common: nothing is said where there is none. */
function taskList({ tasks: { tasks, total }, words, csrf }: ConsoleView): Fragment {
  if (tasks.length === 0) return undefined;
  const rest = total - tasks.length;
  return html`<h2 id="tasks">Tasks <span class="count">${total}</span></h2>
    ${tasks.map((task) => taskCard(task, words, csrf))}
    ${rest > 0 && html`<p class="empty">The ${tasks.length} oldest are shown; ${rest} more come after them.</p>`}`;
}

function openList({ open, words, csrf }: ConsoleView): Fragment {
  if (open.approvals.length === 0)
    return html`<p class="empty">Nobody waits. New applications come by mail, too.</p>`;
  const cards = open.approvals.map((approval) => applicationCard(approval, words, csrf));
  const rest = open.total - cards.length;
  return html`${cards}
  ${rest > 0 && html`<p class="empty">The ${cards.length} oldest are shown; ${rest} more come after them.</p>`}`;
}

function decidedList(view: ConsoleView): Fragment {
  const { decided, page } = view;
  if (decided.approvals.length === 0)
    return html`<p class="empty">
      ${page > 1 ? 'There is nothing on this page.' : 'Nothing has been decided yet.'}
    </p>`;
  return html`<ul class="plain decided">
      ${decided.approvals.map((approval) => decidedRow(approval, view))}
    </ul>
    ${pager(view)}`;
}

function decidedRow(approval: ConsoleApproval, { words }: ConsoleView): Html {
  const reader = words.reader(approval.program);
  const [standing, ...reversed] = approval.decisions.toReversed();
  const outcome = OUTCOMES[standing?.outcome ?? 'expired'];
  const line = (decision: RecordedDecision): Html =>
    html`${decisionText(decision)},
    ${when(decision.at, reader)}${decision.reason && html`: <q>${decision.reason}</q>`}`;
  return html`<li>
    <p>
      <a href="/console/contacts/${approval.contactId}">${nameOf(approval)}</a>
      <span class="badge ${outcome.tone}">${outcome.word}</span>
    </p>
    <p class="under">${standing && line(standing)}</p>
    ${reversed.map((decision) => html`<p class="under">Reversed: ${line(decision)}</p>`)}
    <p class="under">
      ${words.program(approval.program)?.title ?? approval.program} · ${words.map(approval.map)}
    </p>
  </li>`;
}

function pager({ page, pages }: ConsoleView): Fragment {
  if (pages <= 1) return undefined;
  const link = (to: number, label: string, rel: string): Fragment =>
    to >= 1 && to <= pages && html`<a href="/console?page=${to}#decided" rel="${rel}">${label}</a>`;
  return html`<nav class="pager" aria-label="Decided applications">
    ${link(page - 1, 'Newer', 'prev')}
    <span>Page ${page} of ${pages}</span> ${link(page + 1, 'Older', 'next')}
  </nav>`;
}

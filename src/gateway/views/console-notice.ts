import type { ConsoleApproval } from '../../partners/console-approvals.ts';
import type { ConsoleTask } from '../../partners/console-tasks.ts';
import type { RecordedDecision } from '../../partners/reversed-decisions.ts';
import { decisionText, nameOf } from './decision.ts';
import { html, type Fragment } from './html.ts';
import { endOfTask } from './task-card.ts';
import { when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

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

/** Tells the reader, whose address is `reader`, what was decided. */
export function noticeView(notice: Notice | undefined, reader: string, words: Wordbook): Fragment {
  if (!notice) return undefined;
  const { approval, decision, tooLate } = notice;
  const name = html`<a href="/console/contacts/${approval.contactId}">${nameOf(approval)}</a>`;
  const by = decision.by === reader ? { ...decision, by: 'you' } : decision;
  return html`<p class="note ${tooLate && 'late'}" role="status">
    ${tooLate && html`<strong>This was decided before, and that decision stands.</strong> `}${name}:
    ${decisionText(by)}, ${when(decision.at, words.reader(approval.program))}.
  </p>`;
}

/** Tells the reader how the task ended. */
export function endedView(ended: EndedTask | undefined, reader: string, words: Wordbook): Fragment {
  if (!ended) return undefined;
  const { task, done, tooLate } = ended;
  const by = done.by === reader ? { ...done, by: 'you' } : done;
  return html`<p class="note ${tooLate && 'late'}" role="status">
    ${tooLate && html`<strong>This was answered before, and that answer stands.</strong> `}${task.title},
    <a href="/console/contacts/${task.contactId}">${nameOf(task)}</a>: ${endOfTask(by)},
    ${when(done.at, words.reader(words.programOf(task.map)))}.
  </p>`;
}

import type { ConsoleApproval } from '../../partners/console-approvals.ts';
import type { RecordedDecision } from '../../partners/reversed-decisions.ts';
import type { TeamMember } from '../console-session.ts';
import { consoleLayout } from './console-layout.ts';
import { decisionText, nameOf, OUTCOMES } from './decision.ts';
import { html, type Fragment, type Html } from './html.ts';
import { when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** What became of one of several applications; `late`: somebody was faster, and their decision stands. */
export type Answered =
  | { status: 'decided' | 'late'; approval: ConsoleApproval; decision: RecordedDecision }
  | { status: 'unknown' | 'failed' };

/** The answer to a form that decided several applications. */
export interface DecisionsPage {
  member: TeamMember;
  csrf: string;
  words: Wordbook;
  /** In the order in which they were chosen. */
  answers: readonly Answered[];
  /** The list from which they were chosen. */
  back: string;
}

/** What to say of each status, after how many there are. */
const SUMMARY: readonly [status: Answered['status'], text: string][] = [
  ['decided', 'decided by you'],
  ['late', 'decided before, and that decision stands'],
  ['unknown', 'not there, or not yours to decide'],
  ['failed', 'not decided because of a fault on our side: please try again'],
];

/** First how many there are of each kind, then each of them. */
export function consoleDecisionsPage({ member, csrf, words, answers, back }: DecisionsPage): Html {
  const counts = SUMMARY.map(([status, text]) => ({
    text,
    count: answers.filter((answer) => answer.status === status).length,
  })).filter(({ count }) => count > 0);
  const isWhole = answers.every(({ status }) => status === 'decided');
  return consoleLayout({
    title: 'What was decided',
    member,
    csrf,
    section: '/console',
    main: html`<p class="back"><a href="${back}">Back to the list</a></p>
      <h1>What was decided</h1>
      <div class="note ${!isWhole && 'late'}" role="status">
        <ul class="plain">
          ${counts.map(({ count, text }) => html`<li><strong>${count}</strong> ${text}</li>`)}
        </ul>
      </div>
      <ul class="plain decided">
        ${answers.map((answer) => row(answer, member.address, words))}
      </ul>`,
  });
}

function row(answer: Answered, reader: string, words: Wordbook): Fragment {
  // Nothing is known of it: the numbers above have told it.
  if (!('approval' in answer)) return undefined;
  const { approval, decision, status } = answer;
  const outcome = OUTCOMES[decision.outcome];
  const by = decision.by === reader ? { ...decision, by: 'you' } : decision;
  return html`<li>
    <p>
      <a href="/console/contacts/${approval.contactId}">${nameOf(approval)}</a>
      <span class="badge ${outcome.tone}">${outcome.word}</span>
      ${status === 'late' && html`<span class="badge">before</span>`}
    </p>
    <p class="under">
      ${decisionText(by)},
      ${when(decision.at, words.reader(approval.program))}${
        decision.reason && html`: <q>${decision.reason}</q>`
      }
    </p>
  </li>`;
}

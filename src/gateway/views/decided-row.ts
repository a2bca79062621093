import type { ConsoleApproval } from '../../partners/console-approvals.ts';
import type { RecordedDecision } from '../../partners/reversed-decisions.ts';
import { decisionText, nameOf, OUTCOMES } from './decision.ts';
import { html, type Html } from './html.ts';
import { when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** A question that was answered: the decision that stands, and those that it reversed. */
export function decidedRow(approval: ConsoleApproval, words: Wordbook): Html {
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

import type { ConsoleApproval } from '../../partners/console-approvals.ts';
import { LONGEST_REASON } from '../read-reason.ts';
import { answers } from './answers.ts';
import { csrfField } from './csrf-field.ts';
import { nameOf } from './decision.ts';
import { attributes, html, type Fragment, type Html } from './html.ts';
import { distance, when } from './when.ts';
import type { Wordbook } from './wordbook.ts';

/** The address of a question, for its forms. */
export function approvalPath({ contactId, map, entry }: ConsoleApproval): string {
  return `/console/approvals/${encodeURIComponent(contactId)}/${encodeURIComponent(map)}/${entry}`;
}

/** What the forms of a card carry. */
export interface CardForms {
  csrf: string;
  /** The query of the list that the answer leads back to; absent on other pages. */
  list?: string;
  /** Where several can be decided together: the form of their boxes, and whether this one is ticked. */
  together?: { form: string; isChosen: boolean };
}

/** Who applied, with what, and the two answers; without forms for whoever may not decide. */
export function applicationCard(approval: ConsoleApproval, words: Wordbook, forms: CardForms | false): Html {
  const program = words.program(approval.program);
  const id = `a-${approval.contactId}-${approval.map}-${approval.entry}`;
  const name = nameOf(approval);
  return html`<article class="card" aria-labelledby="${id}">
    <header>
      ${forms && box(approval, forms, name)}
      <h3 id="${id}"><a href="/console/contacts/${approval.contactId}">${name}</a></h3>
      <p class="waiting">${distance(approval.requestedAt, words.now)}</p>
    </header>
    <p class="meta">
      <span>${program?.title ?? approval.program}</span> <span>${words.map(approval.map)}</span>
      <span>asked ${when(approval.requestedAt, words.reader(approval.program))}</span>
    </p>
    ${answers(program, approval.application)} ${forms && choices(approval, forms, id, name)}
  </article>`;
}

function box({ contactId, map, entry }: ConsoleApproval, { together }: CardForms, name: string): Fragment {
  if (!together) return undefined;
  const { form, isChosen } = together;
  const value = `${contactId} ${map} ${entry}`;
  const shared = { type: 'checkbox', name: 'chosen', value, form, checked: isChosen };
  return html`<input ${attributes({ ...shared, class: 'choose', 'aria-label': `Choose ${name}` })} />`;
}

function choices(approval: ConsoleApproval, { csrf, list }: CardForms, id: string, name: string): Html {
  const hidden = [csrfField(csrf), list && html`<input type="hidden" name="list" value="${list}" />`];
  const path = approvalPath(approval);
  return html`<div class="choices">
    <form method="post" action="${path}">
      ${hidden}
      <button type="submit" name="outcome" value="approved">
        Approve<span class="unseen"> ${name}</span>
      </button>
    </form>
    <details>
      <summary>Reject<span class="unseen"> ${name}</span> …</summary>
      <form method="post" action="${path}">
        ${hidden}
        <label for="${id}-reason">Reason (optional)</label>
        <p class="hint" id="${id}-hint">
          It is recorded. The applicant reads it, if the mail to them shows the reason.
        </p>
        <textarea
          id="${id}-reason"
          name="reason"
          rows="3"
          maxlength="${LONGEST_REASON}"
          aria-describedby="${id}-hint"
        ></textarea>
        <button class="danger" type="submit" name="outcome" value="rejected">
          Reject<span class="unseen"> ${name}</span>
        </button>
      </form>
    </details>
  </div>`;
}

import type { PartnerView } from '../../partners/partner-view.ts';
import { LONGEST_REASON } from '../read-reason.ts';
import { csrfField } from './csrf-field.ts';
import { html, type Fragment } from './html.ts';

/** Suspends an approved partner or reinstates a suspended one, folded until it is wanted; nothing for the others. */
export function suspensionForm(
  { contactId, status }: Pick<PartnerView, 'contactId' | 'status'>,
  program: { name: string; title: string },
  csrf: string,
): Fragment {
  if (status !== 'approved' && status !== 'suspended') return undefined;
  const isSuspended = status === 'suspended';
  const [action, word] = isSuspended ? ['reinstate', 'Reinstate'] : ['suspend', 'Suspend'];
  const id = `suspension-${program.name}`;
  const effect = isSuspended
    ? 'They are a partner again, and maps go on for them.'
    : 'They stop being a partner until somebody reinstates them; sales of the time between still count.';
  return html`<div class="choices">
    <details>
      <summary>${word}<span class="unseen"> in ${program.title}</span> …</summary>
      <form method="post" action="/console/contacts/${contactId}/${action}">
        ${csrfField(csrf)}<input type="hidden" name="program" value="${program.name}" />
        <p class="hint">${effect}</p>
        <label for="${id}">Reason (optional)</label>
        <textarea id="${id}" name="reason" rows="2" maxlength="${LONGEST_REASON}"></textarea>
        <button ${isSuspended ? undefined : html`class="danger"`} type="submit">
          ${word} in ${program.title}
        </button>
      </form>
    </details>
  </div>`;
}

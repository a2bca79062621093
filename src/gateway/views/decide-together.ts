import { LONGEST_REASON } from '../read-reason.ts';
import { csrfField } from './csrf-field.ts';
import { attributes, html, type Html } from './html.ts';

/** The id of the form that decides the chosen ones: their boxes name it, for they stand elsewhere on the page. */
export const TOGETHER = 'together';

/** What the form carries, and the addresses of the list with all boxes ticked and with none. */
interface TogetherForm {
  csrf: string;
  /** The query of the list that the answer leads back to. */
  list: string;
  all: string;
  none: string;
  isOpen: boolean;
}

/** One reason and one answer for all that are chosen; it stays in sight, and folded until it is wanted. */
export function decideTogether({ csrf, list, all, none, isOpen }: TogetherForm): Html {
  return html`<details ${attributes({ class: 'together', open: isOpen })}>
    <summary>Decide several at once …</summary>
    <form id="${TOGETHER}" method="post" action="/console/decisions">
      ${csrfField(csrf)}<input type="hidden" name="list" value="${list}" />
      <p class="under">
        <span class="wordy">Tick the box of each application that you mean.</span>
        <a href="${all}">Tick all on this page</a>
        <a href="${none}">Tick none</a>
      </p>
      <label for="together-reason">Reason for all of them (optional)</label>
      <textarea id="together-reason" name="reason" rows="1" maxlength="${LONGEST_REASON}"></textarea>
      <div class="choices">
        <button type="submit" name="outcome" value="approved">Approve chosen</button>
        <button class="danger" type="submit" name="outcome" value="rejected">Reject chosen</button>
      </div>
    </form>
  </details>`;
}

import { html, type Html } from './html.ts';

/** The hidden field that proves a form came from one of our own pages. */
export function csrfField(token: string): Html {
  return html`<input type="hidden" name="_csrf" value="${token}" />`;
}

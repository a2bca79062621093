import type { Preference } from '../../partners/consents.ts';
import { centerAddress } from '../center-address.ts';
import type { SignedIn } from '../session.ts';
import { centerLayout } from './center-layout.ts';
import { csrfField } from './csrf-field.ts';
import { html, type Fragment, type Html } from './html.ts';
import { topicBoxes } from './topic-boxes.ts';

/** What a partner can choose, and whether they have just chosen. */
export interface MailsPage {
  partner: SignedIn;
  csrf: string;
  preferences: readonly Preference[];
  isSaved: boolean;
}

/** A box for each topic, as behind the link in every mail of one. */
export function mailsPage({ partner, csrf, preferences, isSaved }: MailsPage): Html {
  return centerLayout({
    title: 'Your mails',
    path: '/partner/mails',
    partner,
    csrf,
    main: html`<h1>Your mails</h1>
      ${isSaved && html`<p class="note" role="status">Your choice is saved.</p>`}
      <p class="lead">Mails go to ${partner.contact.email}. Those about your account come in any case.</p>
      ${preferences.length === 0 ? html`<p class="empty">There are no others.</p>` : form(preferences, centerAddress('/partner/mails', partner), csrf)}`,
  });
}

function form(preferences: readonly Preference[], action: string, csrf: string): Fragment {
  return html`<form method="post" action="${action}">
    ${csrfField(csrf)}
    <fieldset>
      <legend>What else you want to get</legend>
      ${topicBoxes(preferences)}
    </fieldset>
    <button type="submit">Save</button>
  </form>`;
}

import type { Preference } from '../../partners/consents.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { topicBoxes } from './topic-boxes.ts';

/** What the reader of a mail can choose, and whether they have just chosen. */
export interface PreferencesView {
  token: string;
  preferences: readonly Preference[];
  saved?: true;
}

/** A box for each topic. */
export function preferencesPage({ token, preferences, saved }: PreferencesView): Html {
  return layout({
    title: 'Your mails',
    main: html`<h1>Your mails</h1>
      ${saved && html`<p class="note" role="status">Your choice is saved.</p>`}
      <p class="lead">Tick what you want to get. Mails about your account come in any case.</p>
      <form method="post" action="/preferences/${token}">
        ${topicBoxes(preferences)}
        <button type="submit">Save</button>
      </form>`,
  });
}

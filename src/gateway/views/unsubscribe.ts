import type { Preference } from '../../partners/consents.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { messagePage } from './message.ts';

/** The link that was followed, and what it leads out of. */
export interface UnsubscribeView {
  token: string;
  topic: Preference;
}

/** One button: mail scanners and previews follow links, but they send no forms. */
export function unsubscribePage({ token, topic }: UnsubscribeView): Html {
  return layout({
    title: `Unsubscribe from ${topic.title}`,
    main: html`<h1>Unsubscribe from ${topic.title}?</h1>
      <p class="lead">You will get no more of these mails. Mails about your account still come.</p>
      <form method="post" action="/unsubscribe/${token}">
        <button type="submit">Unsubscribe</button>
      </form>
      <p><a href="/preferences/${token}">Choose which mails you get</a></p>`,
  });
}

/** They are out, since just now or since long ago. */
export function unsubscribedPage({ token, topic }: UnsubscribeView): Html {
  return messagePage({
    title: 'You are unsubscribed',
    paragraphs: [
      `You will get no more mails of “${topic.title}”. One that is on its way already may still arrive.`,
    ],
    next: { href: `/preferences/${token}`, label: 'Choose which mails you get' },
  });
}

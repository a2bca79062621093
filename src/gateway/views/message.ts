import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** A page that only says something: what happened, and what to do now. */
export interface Message {
  title: string;
  brand?: string | undefined;
  paragraphs: readonly string[];
  /** A link under the text. */
  next?: { href: string; label: string } | undefined;
}

/** Thank-you, used links, errors: one calm page for all of them. */
export function messagePage(message: Message): Html {
  return layout({
    title: message.title,
    brand: message.brand,
    main: html`<h1>${message.title}</h1>
      ${message.paragraphs.map((text) => html`<p class="lead">${text}</p>`)}
      ${message.next && html`<p><a href="${message.next.href}">${message.next.label}</a></p>`}`,
  });
}

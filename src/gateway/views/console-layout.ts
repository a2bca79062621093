import { csrfField } from './csrf-field.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** A page of the console for somebody who is signed in. */
export interface ConsolePage {
  title: string;
  /** Address of the person who is signed in. */
  address: string;
  csrf: string;
  main: Html;
}

/** The frame of every page of the console: who is signed in, and how to leave. */
export function consoleLayout({ title, address, csrf, main }: ConsolePage): Html {
  return layout({
    title,
    brand: 'Approval console',
    home: '/console',
    width: 'wide',
    aside: html`<form class="who" method="post" action="/console/sign-out">
      ${csrfField(csrf)}<span>${address}</span> <button class="quiet" type="submit">Sign out</button>
    </form>`,
    main,
  });
}

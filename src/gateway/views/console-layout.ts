import type { TeamMember } from '../console-session.ts';
import { consoleNav, type ConsoleSection } from './console-nav.ts';
import { csrfField } from './csrf-field.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** A page of the console for somebody who is signed in. */
export interface ConsolePage {
  title: string;
  /** Who is signed in. */
  member: TeamMember;
  csrf: string;
  /** Which of the main pages it is; absent on the others. */
  section?: ConsoleSection;
  main: Html;
}

/** The frame of every page of the console: who is signed in, where else to go, and how to leave. */
export function consoleLayout({ title, member, csrf, section, main }: ConsolePage): Html {
  return layout({
    title,
    brand: 'Approval console',
    home: '/console',
    width: 'wide',
    aside: html`<form class="who" method="post" action="/console/sign-out">
      ${csrfField(csrf)}<span>${member.address}</span> <button class="quiet" type="submit">Sign out</button>
    </form>`,
    nav: consoleNav(section, member),
    main,
  });
}

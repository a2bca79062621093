import { isAtLeast, type TeamMember } from '../console-session.ts';
import { attributes, html, type Html } from './html.ts';

/** The console's main pages. */
const PAGES = [
  ['/console', 'Applications'],
  ['/console/partners', 'Partners'],
  ['/console/audit', 'Audit trail'],
] as const;

/** Only for admins. */
const ADMINS = ['/console/audit'];

/** The address of one of the main pages. */
export type ConsoleSection = (typeof PAGES)[number][0];

/** The way between those that are open to the reader; `here` is where they are. */
export function consoleNav(here: ConsoleSection | undefined, reader: TeamMember): Html {
  const open = PAGES.filter(([href]) => !ADMINS.includes(href) || isAtLeast(reader, 'admin'));
  return html`<nav class="sections" aria-label="Console">
    <ul class="plain">
      ${open.map(
        ([href, words]) =>
          html`<li><a ${attributes({ href, 'aria-current': href === here && 'page' })}>${words}</a></li>`,
      )}
    </ul>
  </nav>`;
}

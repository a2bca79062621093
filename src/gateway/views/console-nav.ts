import { attributes, html, type Html } from './html.ts';

/** The console's main pages. */
const PAGES = [
  ['/console', 'Applications'],
  ['/console/partners', 'Partners'],
] as const;

/** The address of one of the main pages. */
export type ConsoleSection = (typeof PAGES)[number][0];

/** The way between them; `here` is where the reader is. */
export function consoleNav(here: ConsoleSection | undefined): Html {
  return html`<nav class="sections" aria-label="Console">
    <ul class="plain">
      ${PAGES.map(
        ([href, words]) =>
          html`<li><a ${attributes({ href, 'aria-current': href === here && 'page' })}>${words}</a></li>`,
      )}
    </ul>
  </nav>`;
}

import { centerAddress } from '../center-address.ts';
import type { SignedIn } from '../session.ts';
import { csrfField } from './csrf-field.ts';
import { attributes, html, type Html } from './html.ts';
import { layout, type Page } from './layout.ts';
import { programSwitch } from './program-switch.ts';

/** The pages of the partner center, in the order of its navigation. */
const PAGES = [
  { path: '/partner', label: 'Home' },
  { path: '/partner/sales', label: 'Sales' },
  { path: '/partner/mails', label: 'Mails' },
  { path: '/partner/profile', label: 'Profile' },
  { path: '/partner/devices', label: 'Devices' },
] as const;

/** What a page of the partner center says of itself. */
export interface CenterPage extends Pick<Page, 'title' | 'main' | 'script' | 'width'> {
  path: (typeof PAGES)[number]['path'];
  partner: Pick<SignedIn, 'program' | 'programs'>;
  csrf: string;
}

/** The frame of every page of the partner center: whose program it is, the other pages, and how to leave. */
export function centerLayout({ path, partner, csrf, ...page }: CenterPage): Html {
  return layout({
    width: 'wide',
    ...page,
    brand: partner.program.title,
    switch: programSwitch(path, partner),
    aside: html`<form method="post" action="/partner/sign-out">
      ${csrfField(csrf)}<button class="quiet" type="submit">Sign out</button>
    </form>`,
    nav: html`<nav class="sections" aria-label="Partner center">
      <ul class="plain">
        ${PAGES.map((other) => {
          const href = centerAddress(other.path, partner);
          const current = other.path === path && 'page';
          return html`<li><a ${attributes({ href, 'aria-current': current })}>${other.label}</a></li>`;
        })}
      </ul>
    </nav>`,
  });
}

import { centerAddress } from '../center-address.ts';
import type { SignedIn } from '../session.ts';
import { attributes, html, type Fragment } from './html.ts';

/** The way from a page of one program to the same page of another; nothing where the partner has only one. */
export function programSwitch(
  path: string,
  { program: shown, programs }: Pick<SignedIn, 'program' | 'programs'>,
): Fragment {
  if (programs.length < 2) return undefined;
  return html`<details class="programs">
    <summary class="brand">${shown.title}<span class="unseen">: switch program</span></summary>
    <nav aria-label="Your programs">
      <ul class="plain">
        ${programs.map((program) => {
          const href = centerAddress(path, { program, programs });
          const current = program === shown && 'page';
          return html`<li><a ${attributes({ href, 'aria-current': current })}>${program.title}</a></li>`;
        })}
      </ul>
    </nav>
  </details>`;
}

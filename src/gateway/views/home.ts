import type { PartnerProgram } from '../../program/settings.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** The sign-up forms that exist, by program. */
export function homePage(programs: readonly PartnerProgram[]): Html {
  const forms = programs.map(
    (program) => html`<li><a href="/p/${program.name}/sign-up">Become a partner of ${program.title}</a></li>`,
  );
  return layout({
    title: 'Partner programs',
    main: html`<h1>Partner programs</h1>
      ${
        forms.length > 0
          ? html`<p class="lead">Choose the program that you want to join.</p>
              <ul class="plain links">
                ${forms}
              </ul>`
          : html`<p class="lead">No program takes applications at the moment.</p>`
      }
      <p>Are you a partner already? <a href="/partner/sign-in">Sign in to your partner center</a></p>`,
  });
}

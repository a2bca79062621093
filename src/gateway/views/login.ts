import { csrfField } from './csrf-field.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/**
 * One button: mail scanners and previews follow links, but they send no forms. `brand`: title of the program whose partner
 * center it opens; there are people who have links to several.
 */
export function loginPage(view: { token: string; csrf: string; brand: string | undefined }): Html {
  return layout({
    title: 'Open your partner center',
    brand: view.brand,
    main: html`<h1>Open your partner center</h1>
      <p class="lead">This link works once. Press the button to sign in on this device.</p>
      <form method="post" action="/login/${view.token}">
        ${csrfField(view.csrf)}
        <button type="submit">Sign in</button>
      </form>`,
  });
}

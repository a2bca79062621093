import { csrfField } from './csrf-field.ts';
import { fieldView } from './field.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** What was typed, when it was no address. */
export interface ConsoleSignIn {
  csrf: string;
  address?: string;
  wrong?: boolean;
  /** Host of the OpenID Provider; absent where there is none. */
  openIdHost?: string | undefined;
}

/** Asks for the address to which a link is to be sent. */
export function consoleSignInPage({ csrf, address = '', wrong = false, openIdHost }: ConsoleSignIn): Html {
  const error = wrong ? 'Please write your email address, such as name@example.com.' : undefined;
  const field = { name: 'email', label: 'Your email address', type: 'email', required: true } as const;
  return layout({
    title: wrong ? 'Error: Sign in' : 'Sign in',
    brand: 'Approval console',
    main: html`<h1>Sign in</h1>
      <p class="lead">
        For the teams that decide about applications. We mail you a link; there is no password.
      </p>
      ${
        openIdHost !== undefined &&
        html`<p><a class="button" href="/console/openid">Sign in with ${openIdHost}</a></p>
          <p class="or">or have a link mailed to you</p>`
      }
      <form method="post" action="/console/sign-in" novalidate>
        ${csrfField(csrf)} ${fieldView({ field, value: address, error, hint: false })}
        <button type="submit">Send me a link</button>
      </form>`,
  });
}

/** One button: mail scanners and previews follow links, but they send no forms. */
export function consoleLinkPage({ token, csrf }: { token: string; csrf: string }): Html {
  return layout({
    title: 'Sign in',
    brand: 'Approval console',
    main: html`<h1>Open the approval console</h1>
      <p class="lead">This link works once. Press the button to sign in on this device for a working day.</p>
      <form method="post" action="/console/sign-in/${token}">
        ${csrfField(csrf)}
        <button type="submit">Sign in</button>
      </form>`,
  });
}

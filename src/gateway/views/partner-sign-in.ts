import { csrfField } from './csrf-field.ts';
import { fieldView } from './field.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';

/** Asks for the address to which sign-in links are to be sent; `wrong`: what was typed is none. */
export function partnerSignInPage({
  csrf,
  address = '',
  wrong = false,
}: {
  csrf: string;
  address?: string;
  wrong?: boolean;
}): Html {
  const error = wrong ? 'Please write your email address, such as name@example.com.' : undefined;
  const field = { name: 'email', label: 'Your email address', type: 'email', required: true } as const;
  return layout({
    title: wrong ? 'Error: Sign in' : 'Sign in',
    brand: 'Partner center',
    main: html`<h1>Sign in</h1>
      <p class="lead">We mail you a link to your partner center; there is no password.</p>
      <form method="post" action="/partner/sign-in" novalidate>
        ${csrfField(csrf)} ${fieldView({ field, value: address, error, hint: false })}
        <button type="submit">Send me a link</button>
      </form>`,
  });
}

import type { PartnerProgram } from '../../program/settings.ts';
import { csrfField } from './csrf-field.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import type { Message } from './message.ts';

/** One button: mail scanners and previews follow links, but they send no forms. */
export function confirmPage(view: { program: PartnerProgram; token: string; csrf: string }): Html {
  const { program, token, csrf } = view;
  return layout({
    title: 'Confirm your application',
    brand: program.title,
    main: html`<h1>Confirm your application</h1>
      <p class="lead">
        One press of the button tells us that this address is yours. Then your application to ${program.title}
        is with us.
      </p>
      <form method="post" action="/confirm/${token}">
        ${csrfField(csrf)}
        <button type="submit">Confirm</button>
      </form>`,
  });
}

/** After the form: the application counts when the link in the mail was used. Says nothing about the address. */
export function lookIntoYourMail(program: PartnerProgram): Message {
  return {
    title: 'Please look into your mail',
    brand: program.title,
    paragraphs: [
      'We have sent you a link. Your application counts as soon as you have confirmed with it that the address is yours; it works for three days.',
      'Nothing there after a few minutes? Look into the spam folder, then send the form once more.',
    ],
    next: { href: `/p/${program.name}/sign-up`, label: 'Back to the form' },
  };
}

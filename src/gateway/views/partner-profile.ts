import type { Profile, SubmittedProfile } from '../../partners/profile.ts';
import { centerAddress } from '../center-address.ts';
import type { SignedIn } from '../session.ts';
import { centerLayout } from './center-layout.ts';
import { csrfField } from './csrf-field.ts';
import { fieldId, fieldView } from './field.ts';
import { attributes, html, type Html } from './html.ts';
import { languageName, localeOptions, zoneOptions } from './region-options.ts';

/** What is known or was typed, and what is wrong with it by field. */
export interface ProfilePage {
  partner: SignedIn;
  csrf: string;
  values: SubmittedProfile;
  errors: Partial<Record<keyof Profile, string>>;
  isSaved: boolean;
}

/** Name, zone and language: what mails and figures are written with. */
export function profilePage({ partner, csrf, values, errors, isSaved }: ProfilePage): Html {
  const { program } = partner;
  const text = (name: 'firstName' | 'lastName', label: string): Html =>
    fieldView({
      field: { name, label, type: 'string', required: false },
      value: values[name],
      error: errors[name],
    });
  return centerLayout({
    title: Object.keys(errors).length > 0 ? 'Error: Your profile' : 'Your profile',
    path: '/partner/profile',
    partner,
    csrf,
    main: html`<h1>Your profile</h1>
      ${isSaved && html`<p class="note" role="status">Your profile is saved.</p>`}
      <p class="lead">
        Mails go to ${partner.contact.email}. To have the address changed, answer one of them.
      </p>
      <form
        class="narrow-form"
        method="post"
        action="${centerAddress('/partner/profile', partner)}"
        novalidate
      >
        ${csrfField(csrf)} ${text('firstName', 'First name')} ${text('lastName', 'Last name')}
        ${select({
          name: 'timeZone',
          label: 'Time zone',
          hint: 'Dates on these pages and in mails go by its clock.',
          error: errors.timeZone,
          unset: program.timeZone,
          options: zoneOptions(values.timeZone),
        })}
        ${select({
          name: 'locale',
          label: 'Numbers and dates',
          hint: 'They are written as in this language.',
          error: errors.locale,
          unset: languageName(program.locale),
          options: localeOptions(values.locale),
        })}
        <button type="submit">Save</button>
      </form>`,
  });
}

/** A choice; `unset` is what counts while nothing is chosen. */
function select(view: {
  name: keyof Profile;
  label: string;
  hint: string;
  error: string | undefined;
  unset: string;
  options: Html;
}): Html {
  const { name, label, hint, error, unset, options } = view;
  const id = fieldId(name);
  const described = {
    'aria-describedby': error ? `${id}-hint ${id}-error` : `${id}-hint`,
    'aria-invalid': error && 'true',
  };
  return html`<div class="${error ? 'field invalid' : 'field'}">
    <label for="${id}">${label}</label>
    <p class="hint" id="${id}-hint">${hint}</p>
    ${error && html`<p class="error" id="${id}-error"><span class="unseen">Error: </span>${error}</p>`}
    <select ${attributes({ id, name, ...described })}>
      <option value="">As the program: ${unset}</option>
      ${options}
    </select>
  </div>`;
}

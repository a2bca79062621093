import type { PartnerProgram, SignUpForm } from '../../program/settings.ts';
import { csrfField } from './csrf-field.ts';
import { fieldId, fieldView } from './field.ts';
import { html, type Fragment, type Html } from './html.ts';
import { layout } from './layout.ts';

/** What was typed, and what is wrong with it by field name; both empty at first. */
export interface SignUpView {
  program: PartnerProgram;
  form: SignUpForm;
  csrf: string;
  values: Record<string, string>;
  errors: Record<string, string>;
  /** Whether the consent box is ticked. Never at first: consent is given, not assumed. */
  consents: boolean;
  /** The referral code in the address by which they came; '' where there was none. */
  ref: string;
}

/** The name of the consent box; no field of a contact begins with such a mark. */
export const CONSENT_BOX = '_consent';

/** The name of the hidden field that keeps the referral code. */
export const REFERRER = '_ref';

/** The name of a field that nobody sees: whoever fills it in is a robot. */
export const TRAP = '_homepage';

/** Hidden by the style sheet, from screen readers too; where a browser has no styles, the label says what to do. */
const trap = html`<p class="trap">
  <label for="${fieldId(TRAP)}">Please leave this empty</label>
  <input id="${fieldId(TRAP)}" name="${TRAP}" type="text" autocomplete="off" tabindex="-1" />
</p>`;

function consentBox({ form, consents }: SignUpView): Fragment {
  if (!form.consent) return undefined;
  const field = { name: CONSENT_BOX, label: form.consent.text, type: 'boolean' as const, required: false };
  return fieldView({ field, value: String(consents) });
}

function summary(view: SignUpView): Fragment {
  const wrong = view.form.fields.filter((field) => view.errors[field.name]);
  if (wrong.length === 0) return undefined;
  return html`<div class="summary" role="alert" aria-labelledby="summary-title">
    <h2 id="summary-title">Please check ${wrong.length === 1 ? 'one answer' : `${wrong.length} answers`}</h2>
    <ul>
      ${wrong.map((field) => html`<li><a href="#${fieldId(field.name)}">${view.errors[field.name]}</a></li>`)}
    </ul>
  </div>`;
}

/** The sign-up form. Checks are the server's alone (`novalidate`), so everybody reads the same messages. */
export function signUpPage(view: SignUpView): Html {
  const title = `Become a partner of ${view.program.title}`;
  const fields = view.form.fields.map((field) =>
    fieldView({ field, value: view.values[field.name] ?? '', error: view.errors[field.name] }),
  );
  return layout({
    title: Object.keys(view.errors).length > 0 ? `Error: ${title}` : title,
    brand: view.program.title,
    main: html`<h1>Become a partner</h1>
      <p class="lead">
        Tell us who you are.
        ${view.program.approval ? 'The rest comes by email.' : 'We read every application and answer by email.'}
      </p>
      ${summary(view)}
      <form method="post" action="/p/${view.program.name}/sign-up" novalidate>
        ${csrfField(view.csrf)}
        ${view.ref && html`<input type="hidden" name="${REFERRER}" value="${view.ref}" />`}
        <p class="hint">Fields marked <span class="mark">*</span> are required.</p>
        ${fields} ${consentBox(view)} ${trap}
        <button type="submit">Send application</button>
      </form>`,
  });
}

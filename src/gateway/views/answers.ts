import type { FormField, PartnerProgram } from '../../program/settings.ts';
import { html, type Fragment, type Html } from './html.ts';

/** What somebody filled into a sign-up form, in the form's order and words; fields that are no longer in it come last. */
export function answers(program: PartnerProgram | undefined, values: Record<string, unknown>): Fragment {
  const fields = program?.signUpForm?.fields ?? [];
  const order = (name: string): number => {
    const at = fields.findIndex((field) => field.name === name);
    return at === -1 ? fields.length : at;
  };
  const given = Object.entries(values)
    .filter(([, value]) => value !== null && value !== '')
    .sort(([a], [b]) => order(a) - order(b));
  if (given.length === 0) return html`<p class="empty">The form came without answers.</p>`;
  return html`<dl class="answers">
    ${given.map(([name, value]) => {
      const field = fields.find((candidate) => candidate.name === name);
      return html`<div>
        <dt>${field?.label ?? name}</dt>
        <dd>${answer(value, field)}</dd>
      </div>`;
    })}
  </dl>`;
}

/** A web address is a link: whoever decides wants to see the site. The form has let http and https through only. */
function answer(value: unknown, field: FormField | undefined): Html | string {
  const text = String(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (field?.type === 'url' && /^https?:\/\//i.test(text))
    return html`<a href="${text}" rel="noopener noreferrer nofollow">${text}</a>`;
  return html`<span class="lines">${text}</span>`;
}

import { attributes, html, type Fragment, type Html } from './html.ts';

/** A choice by which a list is narrowed; its first option, `any`, narrows nothing. */
export interface FilterChoice {
  name: string;
  label: string;
  any: string;
  /** Value and words of each option. */
  options: readonly (readonly [value: string, words: string])[];
  chosen: string;
}

/** What a list can be narrowed by. */
export interface Filters {
  /** The list's own address. */
  action: string;
  /** What the text can be, in words. */
  searchLabel: string;
  searched: string;
  choices: readonly FilterChoice[];
  /** What the list stays narrowed to, whatever is chosen. */
  kept?: Readonly<Record<string, string>>;
  /** Something is narrowed now. */
  narrowed: boolean;
}

/** A plain GET form: what was asked for stays in the address, so that it can be kept and passed on. */
export function filterForm({ action, searchLabel, searched, choices, kept = {}, narrowed }: Filters): Html {
  const search = { type: 'search', id: 'filter-q', name: 'q', value: searched, autocomplete: 'off' };
  return html`<form class="filters" method="get" action="${action}" role="search">
    ${Object.entries(kept).map(
      ([name, value]) => value !== '' && html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <div class="filter wide-filter">
      <label for="filter-q">${searchLabel}</label>
      <input ${attributes({ ...search, spellcheck: 'false', maxlength: 200 })} />
    </div>
    ${choices.map(choice)}
    <div class="filter-end">
      <button type="submit">Show</button>
      ${narrowed && html`<a href="${action}">Clear</a>`}
    </div>
  </form>`;
}

function choice({ name, label, any, options, chosen }: FilterChoice): Fragment {
  return html`<div class="filter">
    <label for="filter-${name}">${label}</label>
    <select id="filter-${name}" name="${name}">
      ${[['', any] as const, ...options].map(
        ([value, words]) =>
          html`<option ${attributes({ value, selected: value === chosen })}>${words}</option>`,
      )}
    </select>
  </div>`;
}

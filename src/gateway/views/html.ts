import { escapeHtml } from '../../email/escape-html.ts';

/** Markup that is safe to send: every value in it has been escaped. Only the `html` tag makes one. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: text is escaped, lists are joined, `undefined`, `null` and `false` leave nothing. */
export type Fragment = Html | string | number | undefined | null | false | readonly Fragment[];

function render(value: Fragment): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(render).join('');
}

/**
 * Tagged template for markup: html`<p>${name}</p>` escapes `name` for text and for quoted attributes,
 * so attributes in templates are always quoted.
 */
export function html(parts: TemplateStringsArray, ...values: Fragment[]): Html {
  return new Html(parts.reduce((markup, part, index) => markup + render(values[index - 1]) + part));
}

/** Attributes from a table: `true` gives the bare name, `undefined` and `false` leave the attribute out. */
export function attributes(table: Record<string, string | number | boolean | undefined>): Html {
  const written = Object.entries(table).filter(([, value]) => value !== undefined && value !== false);
  return new Html(
    written
      .map(([name, value]) => (value === true ? name : `${name}="${escapeHtml(String(value))}"`))
      .join(' '),
  );
}

import { html, type Html } from './html.ts';

/** A table whose rows become cards where the screen is narrow. */
export function stackedTable(columns: readonly string[], rows: readonly Html[]): Html {
  return html`<table class="stacked">
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

import { html, type Fragment, type Html } from './html.ts';
import { icon } from './icon.ts';
import { stylesheetPath } from './stylesheet.ts';

/** One page: what stands in the tab, whose page it is, and the main part. */
export interface Page {
  title: string;
  /** The partner program's title, shown at the top; absent on pages that belong to none. */
  brand?: string | undefined;
  /** `wide` for tables and figures; text and forms stay narrow. */
  width?: 'wide';
  /** Where the brand leads; absent where it is no link. */
  home?: string;
  /** Stands in the place of the brand. */
  switch?: Fragment;
  /** The address of a script of our own; the answer's policy has to allow it. */
  script?: string;
  /** Shown at the right of the top line. */
  aside?: Fragment;
  /** Under the top line: the way to pages of the same kind. */
  nav?: Fragment;
  main: Html;
}

/** The document around every page. */
export function layout(page: Page): Html {
  const title = page.brand && page.brand !== page.title ? `${page.title} – ${page.brand}` : page.title;
  const brand = page.brand ?? 'Partner programs';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" type="image/svg+xml" href="${icon.path}" />
        <link rel="stylesheet" href="${stylesheetPath}" />
        ${page.script && html`<script type="module" src="${page.script}"></script>`}
      </head>
      <body class="${page.width ?? 'narrow'}">
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          ${page.switch ?? html`<p class="brand">${page.home ? html`<a href="${page.home}">${brand}</a>` : brand}</p>`}
          ${page.aside}
        </header>
        ${page.nav}
        <main id="main" tabindex="-1">${page.main}</main>
      </body>
    </html>`;
}

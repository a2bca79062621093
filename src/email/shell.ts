import { LayoutError } from './compiled-email.ts';

/** What a shell puts around the text of a mail; `body` is HTML, the rest is plain text, escaped already. */
export interface ShellParts {
  lang: WrittenIn;
  subject: string;
  preheader: string;
  /** Name of the sender, shown above the text. */
  brand: string;
  postalAddress: string;
  body: string;
}

/** The language of a text, for screen readers, and the side on which its lines begin. */
export interface WrittenIn {
  /** BCP 47; `und` where nobody says (RFC 5646 §4.1). */
  lang: string;
  dir: 'ltr' | 'rtl' | 'auto';
  align: 'left' | 'right';
}

/** Scripts that are written from right to left (ISO 15924). */
const FROM_THE_RIGHT = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** Reads a BCP 47 tag. Without one the first letters of the text decide where its lines begin. */
export function writtenIn(lang: string | undefined): WrittenIn {
  if (lang === undefined) return { lang: 'und', dir: 'auto', align: 'left' };
  const isFromTheRight = FROM_THE_RIGHT.has(new Intl.Locale(lang).maximize().script ?? '');
  return { lang, ...(isFromTheRight ? { dir: 'rtl', align: 'right' } : { dir: 'ltr', align: 'left' }) };
}

const FONTS = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/**
 * The styles of the text itself; MJML writes them into each element, for many mail programs drop style sheets. Lines
 * begin at `start`, which is named by its side: Outlook knows no other names.
 */
const textStyles = (start: 'left' | 'right'): string => `
  .body .text { text-align: start; }
  .body { overflow-wrap: anywhere; word-break: break-word; }
  .body p { margin: 0 0 18px; }
  .body a { color: #0b5cad; text-decoration: underline; }
  .body strong { font-weight: 600; color: #14181d; }
  .body h1 { margin: 0 0 18px; font-size: 24px; line-height: 1.3; font-weight: 600; color: #14181d; }
  .body h2 { margin: 28px 0 12px; font-size: 20px; line-height: 1.3; font-weight: 600; color: #14181d; }
  .body h3 { margin: 24px 0 10px; font-size: 17px; line-height: 1.4; font-weight: 600; color: #14181d; }
  .body ul, .body ol { margin: 0 0 18px; padding: 0; padding-${start}: 22px; }
  .body li { margin: 0 0 8px; }
  .body li p { margin: 0; }
  .body blockquote { margin: 0 0 18px; padding: 2px 0; padding-${start}: 16px; border-${start}: 3px solid #d5dae1; color: #4a5561; }
  .body blockquote p { margin: 0 0 8px; }
  .body code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 14px; }
  .body pre { margin: 0 0 18px; padding: 12px 14px; background-color: #f3f5f8; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; }
  .body hr { margin: 24px 0; border: 0; border-top: 1px solid #e3e7ec; }
  .body img { max-width: 100%; height: auto; }
  .body .button { margin: 6px 0 24px; }
  .body .button-cell { border-radius: 8px; background-color: #0b5cad; }
  .body .button-link { display: inline-block; padding: 12px 24px; font-size: 16px; font-weight: 600; line-height: 1.25; color: #ffffff; text-decoration: none; border-radius: 8px; }
`;

/** Told in both ways: Apple Mail heeds the meta elements, others this. Else they invert colours by themselves. */
const SCHEMES = ':root { color-scheme: light dark; supported-color-schemes: light dark; }';

/** Applied where the reader's device is dark; `!important` because the light colours stand in the elements. */
const DARK_STYLES = `
  @media (prefers-color-scheme: dark) {
    .page, .page > div { background-color: #14181d !important; }
    .card, .card > table { background: #1e242b !important; }
    .body, .body div, .body p, .body li, .body td { color: #d8dee6 !important; }
    .body strong, .body h1, .body h2, .body h3, .brand div { color: #f4f7fa !important; }
    .body a { color: #7db7f0 !important; }
    .body .button-cell { background-color: #2672c4 !important; }
    .body .button-link { color: #ffffff !important; }
    .body pre { background-color: #14181d !important; }
    .body blockquote, .body blockquote p { border-color: #46515d !important; color: #aab4c0 !important; }
    .footer div { color: #8d98a5 !important; }
  }
`;

/** The built-in shell as MJML: a calm card of at most 600 px on system fonts, light or dark as the reader's device. */
export function builtInShell(parts: ShellParts): string {
  const { lang, dir, align } = parts.lang;
  return `<mjml lang="${lang}" dir="${dir}">
  <mj-head>
    <mj-title>${parts.subject}</mj-title>
    ${parts.preheader && `<mj-preview>${parts.preheader}</mj-preview>`}
    <mj-raw>
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
    </mj-raw>
    <mj-attributes>
      <mj-all font-family="${FONTS}" />
      <mj-section direction="${dir === 'rtl' ? 'rtl' : 'ltr'}" />
      <mj-text padding="0" align="${align}" font-size="16px" line-height="1.6" color="#2b333c" />
    </mj-attributes>
    <mj-style inline="inline">${textStyles(align)}</mj-style>
    <mj-style>${SCHEMES}${DARK_STYLES}</mj-style>
  </mj-head>
  <mj-body width="600px" background-color="#f3f5f8" css-class="page">
    <mj-section padding="32px 28px 14px">
      <mj-column>
        <mj-text css-class="brand" font-size="15px" font-weight="600" color="#14181d">${parts.brand}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section css-class="card" background-color="#ffffff" border-radius="12px" padding="32px 28px 14px">
      <mj-column>
        <mj-text css-class="body"><div class="text" dir="${dir}">${parts.body}</div></mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="20px 28px 40px">
      <mj-column>
        <mj-text css-class="footer" font-size="13px" line-height="1.5" color="#66707c">${parts.postalAddress}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
}

const BODY = /\{\{\{?\s*body\s*\}?\}\}/g;
const OTHER = /\{\{\s*(subject|preheader|brand|postalAddress|lang|dir|align)\s*\}\}/g;

/**
 * A shell of the author's own (`emails/layout.mjml`): MJML in which `{{{body}}}` inside an `<mj-text>` stands
 * for the text of the mail; `{{subject}}`, `{{preheader}}`, `{{brand}}`, `{{postalAddress}}`, `{{lang}}`, `{{dir}}` and
 * `{{align}}` are there too.
 * @throws LayoutError when there is no place for the body.
 */
export function ownShell(layout: string, parts: ShellParts): string {
  if (layout.search(BODY) === -1) {
    throw new LayoutError(
      'The layout has no place for the text. Put {{{body}}} inside an <mj-text> of emails/layout.mjml.',
    );
  }
  const words = { ...parts, ...parts.lang };
  return layout
    .replace(OTHER, (_tag, name: Exclude<keyof typeof words, 'body'>) => words[name])
    .replace(BODY, () => parts.body);
}

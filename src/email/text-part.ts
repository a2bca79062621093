import { convert } from 'html-to-text';
import type { FormatCallback } from 'html-to-text';

/** An image has nothing to show in text but its description. */
const describeImage: FormatCallback = (element, _walk, builder) => {
  builder.addInline(element.attribs?.['alt'] ?? '');
};

/**
 * The plain-text part of a mail body: links as `text (url)`, one line per paragraph. Lines are not
 * wrapped, for merge fields grow at sending and mail programs wrap to the width of their window.
 */
export function htmlToPlainText(html: string): string {
  const text = convert(html, {
    wordwrap: false,
    formatters: { describeImage },
    selectors: [
      { selector: 'a', options: { linkBrackets: [' (', ')'], hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'describeImage' },
      // Single line breaks: a list item inside `{{#each}}` is a list of its own here, and its items belong together.
      { selector: 'ul', options: { itemPrefix: '- ', leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'ol', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
  return text.trim();
}

/** How a reader's device shows pages. */
export type ColorScheme = 'light' | 'dark';

const DARK_ONLY = /@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g;

/** The mail as a device of that scheme shows it, whatever the scheme of the device that looks at it. */
export function inScheme(html: string, scheme: ColorScheme): string {
  return html.replace(DARK_ONLY, scheme === 'dark' ? '@media all' : '@media not all');
}

/** The style rules of a mail for dark devices, without the `@media` around them. */
export function darkRules(html: string): string {
  return [...html.matchAll(DARK_ONLY)]
    .map(({ index, 0: query }) => blockAt(html, index + query.length))
    .join('\n');
}

/** What stands between the first brace from `start` on and the one that closes it. */
function blockAt(css: string, start: number): string {
  const open = css.indexOf('{', start);
  let depth = 0;
  for (let at = open; at < css.length && at !== -1; at++) {
    if (css[at] === '{') depth++;
    if (css[at] === '}' && --depth === 0) return css.slice(open + 1, at);
  }
  return '';
}

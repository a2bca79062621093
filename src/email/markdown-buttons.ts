import type Token from 'markdown-it/lib/token.mjs';

/**
 * A paragraph that consists of one link only becomes a button. It is a table cell with a colour of its
 * own, because Outlook on Windows draws no padding around a link. A bare address stays what it is.
 */
export function turnLonelyLinksIntoButtons(tokens: Token[]): void {
  tokens.forEach((token, index) => {
    const [opening, closing] = [tokens[index - 1], tokens[index + 1]];
    if (!opening || !closing || opening.level !== 0 || !isLonelyLink(token)) return;
    if (opening.type !== 'paragraph_open') return;
    asRow(opening, 'open');
    asRow(closing, 'close');
    token.children?.[0]?.attrJoin('class', 'button-link');
  });
}

function isLonelyLink(token: Token): boolean {
  const children = token.type === 'inline' ? (token.children ?? []) : [];
  const links = children.filter(({ type }) => type === 'link_open');
  return (
    links.length === 1 &&
    children[0] === links[0] &&
    children.at(-1)?.type === 'link_close' &&
    links[0]?.markup === ''
  );
}

function asRow(token: Token, side: 'open' | 'close'): void {
  token.type = 'html_block';
  token.nesting = 0;
  token.content =
    side === 'open'
      ? '<table class="button" role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="button-cell">'
      : '</td></tr></table>\n';
}

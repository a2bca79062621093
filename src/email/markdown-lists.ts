import type Token from 'markdown-it/lib/token.mjs';

/**
 * Makes one list of the items that stand inside tags. Markdown sees a list of its own between
 * `{{#each links}}` and `{{/each}}`, which would give every link a list; this moves the tags inside
 * (`<ul>{{#each links}}<li>…</li>{{/each}}</ul>`) and then joins lists that only tags had parted.
 */
export function joinRepeatedLists(tokens: Token[]): Token[] {
  return joinNeighbours(moveTagsInside(tokens));
}

function moveTagsInside(tokens: Token[]): Token[] {
  const moved = [...tokens];
  for (let open = 0; open < moved.length; open++) {
    const close = wholeList(moved, open);
    if (close === undefined) continue;
    swap(moved, open);
    swap(moved, close);
  }
  return moved;
}

/**
 * Where the list ends (its last token) that is all there is between the tag at `open` and its closing tag.
 * A list under a condition stays where it is unless it continues another one: left out, it would be an empty list.
 */
function wholeList(tokens: Token[], open: number): number | undefined {
  const [tag, list] = [tokens[open], tokens[open + 1]];
  if (!list || !isListOpen(list) || !(isTag(tag, 'each') || isTag(tag, 'open'))) return undefined;
  const end = tokens.findIndex(
    (token, index) => index > open && token.level === list.level && token.type === closeOf(list),
  );
  if (!isTag(tokens[end + 1], 'close')) return undefined;
  const [before, after] = [tokens[open - 1], tokens[end + 2]];
  const continued =
    (before && continues(before, list)) || (after && isListOpen(after) && after.type === list.type);
  return isTag(tag, 'each') || continued ? end : undefined;
}

function joinNeighbours(tokens: Token[]): Token[] {
  return tokens.filter((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    const opensAgain = before !== undefined && isListOpen(token) && continues(before, token);
    const closesInBetween = after !== undefined && isListOpen(after) && continues(token, after);
    return !opensAgain && !closesInBetween;
  });
}

function continues(closing: Token, opening: Token): boolean {
  return (
    closing.type === closeOf(opening) && closing.markup === opening.markup && closing.level === opening.level
  );
}

function isTag(token: Token | undefined, kind: string): boolean {
  return token?.type === 'merge_tag' && token.info === kind;
}

function isListOpen(token: Token): boolean {
  return token.type === 'bullet_list_open' || token.type === 'ordered_list_open';
}

function closeOf(opening: Token): string {
  return opening.type.replace('_open', '_close');
}

function swap(tokens: Token[], index: number): void {
  const [first, second] = [tokens[index], tokens[index + 1]];
  if (first && second) tokens.splice(index, 2, second, first);
}

/** A comment, and all that it can be said to belong to at its place: `above a/b`, `behind a/b`, `foot a`. */
export interface PlacedComment {
  comment: string;
  places: string[];
}

interface Block {
  column: number;
  /** What holds it. */
  path: string;
  items: number;
}

/** Where the comments of a formatted text stand. Formatted text is regular, so lines and columns say all. */
export function placedComments(text: string): PlacedComment[] {
  const placed: PlacedComment[] = [];
  let waiting: { comment: string; column: number }[] = [];
  let open: Block[] = [];
  let last = '';
  const settle = (column: number, entries: readonly string[]) => {
    for (const one of waiting) {
      const isAbove = one.column === column;
      const block = open.findLast((block) => block.column === one.column);
      const foot = block ? `foot ${block.path || '(all)'}` : `foot ${last}`;
      placed.push({
        comment: one.comment,
        places: isAbove ? entries.map((path) => `above ${path}`) : [foot],
      });
    }
    waiting = [];
  };
  for (const line of text.split('\n')) {
    const column = line.length - line.trimStart().length;
    const [, content = '', comment] = /^ *(.*?) ?(?:# ((?:above|behind|foot) .*))?$/.exec(line) ?? [];
    if (content === '') {
      if (comment !== undefined) waiting.push({ comment, column });
      continue;
    }
    const before = open;
    const entered = enter(content, column, open, last);
    // Comments that wait are placed by what was open above this line.
    open = before;
    settle(column, entered.entries);
    open = entered.open;
    last = entered.entries.at(-1) ?? last;
    if (comment !== undefined)
      placed.push({ comment, places: entered.entries.map((path) => `behind ${path}`) });
  }
  settle(-1, []);
  return placed;
}

/** The entries that begin on a line, outermost first: `- id: x` begins an item and a key. */
function enter(line: string, from: number, before: readonly Block[], last: string) {
  let open = before.filter(({ column }) => column <= from).map((block) => ({ ...block }));
  const entries: string[] = [];
  let rest = line;
  let column = from;
  let holder = last;
  for (;;) {
    let block = open.at(-1);
    if (block?.column !== column) open.push((block = { column, path: holder, items: 0 }));
    const isItem = rest === '-' || rest.startsWith('- ');
    const key = /^(?:"([^"]*)"|'([^']*)'|([^\s"'{[].*?)):(?: |$)/
      .exec(rest)
      ?.slice(1)
      .find((one) => one !== undefined);
    if (!isItem && key === undefined) break;
    const name = isItem ? String(block.items++) : key;
    holder = block.path === '' ? String(name) : `${block.path}/${name}`;
    entries.push(holder);
    if (!isItem) break;
    rest = rest.slice(2);
    column += 2;
  }
  open = open.filter((block) => block.column <= column);
  return { open, entries };
}

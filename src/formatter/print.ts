import { linesOf, spell, spellKey } from './spell.ts';
import { flowText } from './settle.ts';
import {
  isCollection,
  type BlockText,
  type Collection,
  type CommentLine,
  type Entry,
  type Node,
  type Tree,
} from './tree.ts';

/** Prints a settled document; `schemaAddress` becomes its first line. */
export function print({ directives, root, foot }: Tree, schemaAddress: string | undefined): string {
  const body = [...rootLines(root), ...commentLines(foot, 0)];
  const lines = directives.length > 0 ? [...directives, '---', ...body] : body;
  if (schemaAddress === undefined) return ended(lines);
  const first = `# yaml-language-server: $schema=${schemaAddress}`;
  return ended(startsWithSpace(root) ? [first, '', ...lines] : [first, ...lines]);
}

function ended(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** A comment at the top that is set apart from the schema line stays so. */
function startsWithSpace({ value }: Entry): boolean {
  if (!isCollection(value)) return false;
  const [first] = value.entries;
  return (value.header[0] ?? first?.above[0])?.blankAbove ?? false;
}

function rootLines(root: Entry): string[] {
  const { value, head, behind } = root;
  if (!isCollection(value) || value.flow) {
    return [...commentLines(value.above, 0), ...withComment(valueLines(value, 0), [...head, ...behind])];
  }
  const opening = [...value.props, ...head].join(' ');
  return [...(opening ? [opening] : []), ...blockLines(value, 0)];
}

function blockLines(block: Collection, indent: number): string[] {
  const lines = commentLines(block.header, indent);
  let previous: Entry | undefined;
  for (const entry of block.entries) {
    if (isSetOff(entry, previous, block)) lines.push('');
    lines.push(...entryLines(entry, indent));
    previous = entry;
  }
  if (block.foot[0]?.blankAbove && !(previous && keepsBlankLines(previous.value))) lines.push('');
  return [...lines, ...commentLines(block.foot, indent)];
}

/** Whether a blank line stands above an entry and its comments. */
function isSetOff(entry: Entry, previous: Entry | undefined, { header, apart }: Collection): boolean {
  // Without it, comments about the whole would become the first entry's.
  if (!previous) return header.length > 0;
  if (keepsBlankLines(previous.value)) return false;
  return entry.blankAbove || (apart && [entry, previous].some(isSpread));
}

function isSpread(entry: Entry): boolean {
  return isCollection(entry.value) && !entry.value.flow;
}

/** Blank lines at its end are part of the text, so one more would change it. */
function keepsBlankLines(node: Node): boolean {
  if (isCollection(node)) {
    const last = node.entries.at(-1);
    return !node.flow && node.foot.length === 0 && last !== undefined && keepsBlankLines(last.value);
  }
  return node.type === 'block-text' && node.chomp === '+';
}

function entryLines(entry: Entry, indent: number): string[] {
  const { key, value, above, gap } = entry;
  const space = ' '.repeat(indent);
  const comments = [...commentLines(above, indent), ...(gap ? [''] : [])];
  const mark = `${space}${key ? `${spellKey(key, false)}:` : '-'}`;
  if (!isCollection(value) || value.flow) return [...comments, ...plainEntry(entry, mark, indent)];
  const opening = [mark, ...value.props].join(' ');
  const inner = blockLines(value, indent + 2);
  if (key || value.props.length > 0 || entry.head.length > 0) {
    return [...comments, ...withComment([opening], entry.head), ...inner];
  }
  // The first key of an item stands behind the dash, so its comments stand above the dash.
  const first = inner.findIndex((line) => !/^ *(#|$)/.test(line));
  const hoisted = inner.slice(0, first).map((line) => line.slice(2));
  const [onDash = '', ...rest] = inner.slice(first);
  return [...comments, ...hoisted, `${space}- ${onDash.slice(indent + 2)}`, ...rest];
}

/** An entry whose value stands on the line of its key, or below it because of a comment in between. */
function plainEntry({ value, head, behind }: Entry, mark: string, indent: number): string[] {
  const below = ' '.repeat(indent + 2);
  const [first = '', ...rest] = valueLines(value, indent + 2);
  const inside = value.type === 'empty' ? commentLines(value.inside, indent + 2) : [];
  if (head.length === 0 && value.above.length === 0) {
    return [...withComment([first ? `${mark} ${first}` : mark, ...rest], behind), ...inside];
  }
  const own = [
    ...commentLines(value.above, indent + 2),
    ...withComment([`${below}${first}`, ...rest], behind),
  ];
  return [...withComment([mark], head), ...own];
}

/** The lines of a value; the first has no indentation. */
function valueLines(value: Node, indent: number): string[] {
  if (value.type === 'block-text') return blockTextLines(value, indent);
  if (value.type === 'empty') return [value.props.join(' ')];
  if (value.type !== 'scalar') return [flowText({ ...value, above: [] }) ?? ''];
  const [first = '', ...rest] = value.source.includes('\n') ? linesOf(value) : [spell(value, false)];
  return [[...value.props, first].join(' '), ...indented(rest, indent)];
}

function blockTextLines(text: BlockText, indent: number): string[] {
  const header = `${text.mode}${text.indented ? '2' : ''}${text.chomp}`;
  const opening = [...text.props, header, ...(text.comment === undefined ? [] : [text.comment])];
  return [opening.join(' '), ...indented(text.lines, indent)];
}

function indented(lines: readonly string[], indent: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
}

/** Puts a comment behind the last line; its further lines stand below it. */
function withComment(lines: readonly string[], comment: readonly string[]): string[] {
  const [text, ...more] = comment;
  const last = lines.at(-1) ?? '';
  if (text === undefined) return [...lines];
  const column = ' '.repeat(last.length + 1);
  return [...lines.slice(0, -1), `${last} ${text}`, ...more.map((line) => `${column}${line}`)];
}

/** Comments on lines of their own; the blank line above the first is for whoever prints what stands above. */
function commentLines(comments: readonly CommentLine[], indent: number): string[] {
  return comments.flatMap(({ text, blankAbove }, index) => {
    const line = ' '.repeat(indent) + text;
    return blankAbove && index > 0 ? ['', line] : [line];
  });
}

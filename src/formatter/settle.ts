import { spell, spellKey } from './spell.ts';
import { isCollection, type Collection, type Entry, type Node } from './tree.ts';

/** No line with brackets is longer. */
const WIDEST = 100;

/** Decides what stays in brackets: what was in brackets, holds no comment and fits its line. */
export function settle(entry: Entry, indent: number): void {
  const { value } = entry;
  if (isCollection(value)) {
    if (value.entries.length === 0) moveOut(entry, value);
    else if (value.flow && !fits(entry, value, indent)) openUp(entry, value);
    if (!value.flow) for (const inner of value.entries) settle(inner, indent + 2);
  }
  bringBehind(entry);
}

/** Whatever the width: the outermost mapping has no brackets. */
export function settleRoot(root: Entry): void {
  const { value } = root;
  if (!isCollection(value) || value.entries.length === 0) return settle(root, 0);
  if (value.flow) openUp(root, value);
  for (const inner of value.entries) settle(inner, 0);
}

/** A node between brackets on one line; undefined when a comment or a long text forbids it. */
export function flowText(node: Node): string | undefined {
  const text = bareFlowText(node);
  return text === undefined || node.above.length > 0 ? undefined : [...node.props, text].join(' ').trimEnd();
}

function bareFlowText(node: Node): string | undefined {
  switch (node.type) {
    case 'block-text':
      return undefined;
    case 'empty':
      return node.inside.length > 0 ? undefined : '';
    case 'alias':
      return node.source;
    case 'scalar':
      return node.source.includes('\n') ? undefined : spell(node, true);
    default: {
      if (!node.flow || node.header.length + node.foot.length > 0) return undefined;
      const parts = node.entries.map(flowEntry);
      if (parts.includes(undefined)) return undefined;
      const [open, close, space] = node.type === 'mapping' ? ['{', '}', ' '] : ['[', ']', ''];
      return parts.length === 0 ? `${open}${close}` : `${open}${space}${parts.join(', ')}${space}${close}`;
    }
  }
}

function flowEntry({ key, value, above, head, behind }: Entry): string | undefined {
  const text = flowText(value);
  if (text === undefined || above.length + head.length + behind.length > 0) return undefined;
  if (!key) return text;
  return text === '' ? spellKey(key, true).trimEnd() || ':' : `${spellKey(key, true)}: ${text}`;
}

function fits({ key, head, behind }: Entry, value: Collection, indent: number): boolean {
  const text = flowText({ ...value, above: [] });
  if (text === undefined || (head.length > 0 && behind.length > 0)) return false;
  const below = value.above.length > 0;
  const mark = below ? '  ' : key ? `${spellKey(key, false)}: ` : '- ';
  return indent + mark.length + text.length <= WIDEST;
}

/** From brackets to lines: what stood behind the closing bracket now stands behind the key. */
function openUp(entry: Entry, value: Collection): void {
  value.flow = false;
  value.header = [...value.above, ...value.header];
  value.above = [];
  if (entry.head.length === 0) entry.head = entry.behind;
  else value.foot.push(...entry.behind.map((text) => ({ text, blankAbove: false })));
  entry.behind = [];
}

/** Comments in empty brackets go above what the brackets belong to. */
function moveOut(entry: Entry, value: Collection): void {
  entry.above.push(...value.header, ...value.foot);
  value.header = [];
  value.foot = [];
}

/** A comment between a key and a value that fits behind it on the same line goes to the end of that line. */
function bringBehind(entry: Entry): void {
  const { value, head, behind } = entry;
  if ((isCollection(value) && !value.flow) || value.above.length > 0 || behind.length > 0) return;
  if (value.type === 'block-text') {
    if (value.comment !== undefined || head.length !== 1) return;
    const [comment] = head;
    if (comment !== undefined) value.comment = comment;
  } else entry.behind = head;
  entry.head = [];
}

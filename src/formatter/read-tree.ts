import { Parser, type CST } from 'yaml';
import { CommentKeeper } from './keep-comments.ts';
import { readBlockText, readScalar } from './read-scalar.ts';
import {
  emptyNode,
  newEntry,
  type Collection,
  type CommentLine,
  type Entry,
  type Node,
  type Tree,
} from './tree.ts';

/**
 * Reads a YAML text that is known to be valid, comments included; line ends are `\n`. The library's own documents
 * lose the place of some comments, so this reads its tokens.
 */
export function readTree(text: string, takesSchemaLine: boolean): Tree {
  const keeper = new CommentKeeper(text, takesSchemaLine);
  const tree: Tree = { directives: [], root: newEntry(), foot: [] };
  let isRead = false;
  for (const token of new Parser().parse(text)) {
    if (token.type === 'comment') keeper.see([token]);
    else if (token.type === 'directive') tree.directives.push(token.source.trimEnd());
    else if (token.type === 'doc-end') keeper.see(token.end);
    else if (token.type === 'document') {
      keeper.see(token.start);
      // A second document can only be empty: it has comments at most.
      if (!isRead) readValue(token.value, propsIn(token.start), tree.root, -1, keeper);
      isRead = true;
      keeper.see(token.end);
    }
  }
  tree.foot = keeper.finish();
  if (keeper.schemaAddress !== undefined) tree.schemaAddress = keeper.schemaAddress;
  return tree;
}

/** Reads the value of an entry in a block whose entries stand in `column`. */
function readValue(
  token: CST.Token | null | undefined,
  props: string[],
  entry: Entry,
  column: number,
  keeper: CommentKeeper,
): void {
  entry.value = nodeOf(token, props, entry, column, keeper);
}

function nodeOf(
  token: CST.Token | null | undefined,
  props: string[],
  entry: Entry,
  column: number,
  keeper: CommentKeeper,
): Node {
  switch (token?.type) {
    case 'block-map':
      return readBlock('mapping', token, props, keeper);
    case 'block-seq':
      return readBlock('list', token, props, keeper);
    case 'flow-collection':
      return readFlow(token, props, entry, keeper);
    case 'block-scalar': {
      const above = keeper.takePending(token.offset);
      keeper.behind(undefined);
      return { ...readBlockText(token), props, above };
    }
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar': {
      const above = keeper.takePending(token.offset);
      keeper.behind(entry.behind);
      keeper.see(token.end);
      const node =
        token.type === 'alias' ? ({ type: 'alias', source: token.source } as const) : readScalar(token);
      return { ...node, props, above };
    }
    default: {
      const empty = emptyNode(props);
      // What is commented out below a key without a value is still below it.
      keeper.ended(column + 1, empty.inside);
      return empty;
    }
  }
}

function readBlock(
  type: Collection['type'],
  token: CST.BlockMap | CST.BlockSequence,
  props: string[],
  keeper: CommentKeeper,
): Collection {
  const node = collection(type, false, props);
  for (const item of token.items) readItem(item, node, token.indent, keeper);
  keeper.ended(token.indent, node.foot);
  return node;
}

function readFlow(
  token: CST.FlowCollection,
  props: string[],
  owner: Entry,
  keeper: CommentKeeper,
): Collection {
  const node = collection(token.start.type === 'flow-map-start' ? 'mapping' : 'list', true, props);
  node.above = keeper.takePending(token.offset);
  keeper.behind(owner.head);
  for (const item of token.items) readItem(item, node, IN_BRACKETS, keeper);
  const [closing, ...after] = token.end;
  keeper.see(closing && [closing]);
  node.foot = keeper.takePending(closing?.offset ?? token.offset);
  keeper.behind(owner.behind);
  keeper.see(after);
  return node;
}

/** Between brackets indentation says nothing: no comment is ever deeper. */
const IN_BRACKETS = Number.POSITIVE_INFINITY;

function collection(type: Collection['type'], flow: boolean, props: string[]): Collection {
  return { type, flow, props, above: [], header: [], entries: [], foot: [], apart: false };
}

/** Reads an entry, if it is one: the last item of a collection may hold nothing but comments. */
function readItem(item: CST.CollectionItem, parent: Collection, column: number, keeper: CommentKeeper): void {
  const entry = newEntry();
  const begin = (offset: number) => {
    if (parent.entries.at(-1) === entry) return;
    Object.assign(entry, keeper.begin(column, offset));
    if (parent.entries.length === 0) parent.header = splitHeader(entry);
    parent.entries.push(entry);
    keeper.behind(entry.head);
  };
  for (const token of item.start) {
    if (token.type === 'comment') keeper.see([token]);
    else if (BEGINS_ENTRY.has(token.type)) begin(token.offset);
  }
  const props = propsIn(item.start);
  const first = item.key ?? item.sep?.[0] ?? item.value;
  if (first) begin(first.offset);
  if (parent.entries.at(-1) !== entry) return;
  if (parent.type === 'list' && item.key === undefined && item.sep === undefined) {
    readValue(item.value, props, entry, column, keeper);
    return;
  }
  const inner = parent.type === 'list' ? pairInList(entry, keeper) : entry;
  inner.key = readKey(item.key, props, keeper);
  keeper.behind(inner.head);
  keeper.see(item.sep);
  readValue(item.value, propsIn(item.sep), inner, column, keeper);
}

const BEGINS_ENTRY = new Set(['seq-item-ind', 'explicit-key-ind', 'anchor', 'tag']);

/** `[a: b]` is a list of one mapping. */
function pairInList(item: Entry, keeper: CommentKeeper): Entry {
  const entry = newEntry();
  item.value = { ...collection('mapping', true, []), entries: [entry] };
  keeper.behind(entry.head);
  return entry;
}

function readKey(
  token: CST.Token | null | undefined,
  props: string[],
  keeper: CommentKeeper,
): NonNullable<Entry['key']> {
  if (token?.type === 'alias') return { type: 'alias', source: token.source, props, above: [] };
  const isText =
    token?.type === 'scalar' ||
    token?.type === 'single-quoted-scalar' ||
    token?.type === 'double-quoted-scalar';
  if (!isText)
    return { type: 'scalar', style: 'plain', source: '', value: null, textOnly: false, props, above: [] };
  keeper.see(token.end);
  return { ...readScalar(token), props, above: [] };
}

function propsIn(tokens: readonly CST.SourceToken[] | undefined): string[] {
  return (tokens ?? []).filter(({ type }) => type === 'anchor' || type === 'tag').map(({ source }) => source);
}

/** Comments above the first entry, down to the last blank line, are about the whole collection. */
function splitHeader(first: Entry): CommentLine[] {
  const { above, gap } = first;
  const last = gap ? above.length : above.findLastIndex(({ blankAbove }) => blankAbove);
  if (last <= 0) return [];
  first.gap = false;
  first.blankAbove = true;
  first.above = above.slice(last);
  return above.slice(0, last);
}

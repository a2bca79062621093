import { inKeyOrder } from './canonical-order.ts';
import { canonicalDuration, shortWord } from './canonical-words.ts';
import type { Shape } from './schema-references.ts';
import { formOf, isTextOnly, itemShape, shapeAt, type Form } from './shape.ts';
import { isCollection, type Entry, type Node, type Scalar } from './tree.ts';

/**
 * Brings a node into canonical order and words. `touchesAnchors`: also what has an anchor, which an alias may use at
 * a place where the same words mean something else.
 */
export function canonicalForm(node: Node, shape: Shape | undefined, touchesAnchors: boolean): Node {
  if (node.props.length > 0 && !touchesAnchors) return node;
  if (node.type === 'alias' || node.type === 'empty' || node.type === 'block-text') return node;
  const form = formOf(shape, valueOf(node));
  if (node.type === 'scalar') return canonicalScalar(node, form, shape);
  for (const entry of node.entries) {
    entry.value = canonicalForm(entry.value, form && innerShape(form, entry), touchesAnchors);
    shorten(entry, form && innerShape(form, entry));
  }
  if (form && node.type === 'mapping') node.entries = inKeyOrder(node.entries, form);
  return node;
}

/** In a map, blocks are set apart by blank lines: at the top, and in `triggers` and `milestones`. */
export function setApart(root: Node): void {
  if (root.type !== 'mapping') return;
  root.apart = true;
  for (const { key, value } of root.entries) {
    const name = key?.type === 'scalar' ? key.value : undefined;
    if ((name === 'triggers' || name === 'milestones') && value.type === 'mapping') value.apart = true;
  }
}

function canonicalScalar(node: Scalar, form: Form | undefined, shape: Shape | undefined): Scalar {
  const duration = node.source.includes('\n') ? undefined : canonicalDuration(form, node.value);
  if (duration !== undefined) return { ...node, style: 'plain', source: duration, value: duration };
  return { ...node, textOnly: isTextOnly(shape) };
}

function innerShape(form: Form, { key }: Entry): Shape | undefined {
  if (!key) return itemShape(form);
  return key.type === 'scalar' ? shapeAt(form, String(key.value)) : undefined;
}

/** Puts a word in the place of a mapping that says no more, unless a comment in it would lose its place. */
function shorten(entry: Entry, shape: Shape | undefined): void {
  const { value: mapping } = entry;
  const [inner, another] = mapping.type === 'mapping' && mapping.props.length === 0 ? mapping.entries : [];
  if (!inner || another || !isCollection(mapping)) return;
  const { key, value } = inner;
  if (key?.type !== 'scalar' || value.type !== 'scalar' || key.props.length + value.props.length > 0) return;
  const word = shortWord(shape, String(key.value), value.value);
  if (word === undefined || value.source.includes('\n')) return;
  const isItem = !entry.key && entry.head.length === 0;
  const above = [...mapping.header, ...inner.above];
  if (mapping.foot.length + value.above.length > 0 || (above.length > 0 && !isItem)) return;
  const behind = [entry.head, inner.head, inner.behind, entry.behind].filter((lines) => lines.length > 0);
  if (behind.length > 1) return;
  if (above.length > 0) {
    entry.above.push(...above);
    entry.gap = inner.gap || inner.above.length === 0;
  }
  entry.head = [];
  entry.behind = behind.flat();
  entry.value = {
    ...value,
    above: mapping.above,
    ...(word === value.value ? {} : { source: word, value: word }),
  };
}

/** As much of a node's value as tells its form: aliases and the insides of mappings and lists do not. */
function valueOf(node: Node): unknown {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'block-text') return '';
  if (node.type === 'list') return [];
  if (node.type !== 'mapping') return undefined;
  const entries = node.entries.map(({ key, value }) => {
    const name = key?.type === 'scalar' ? String(key.value) : '';
    return [name, value.type === 'scalar' ? value.value : null] as const;
  });
  return Object.fromEntries(entries);
}

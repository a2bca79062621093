import type { EventShape } from '../../program/event-shapes.ts';

/** A node of the CEL library's syntax tree, as far as it is read here. */
export interface CelNode {
  op: string;
  args: unknown;
  start: number;
  end: number;
}

/** The contact fields that an expression reads; form values are read with the type of their field. */
export function readsOf(tree: CelNode): string[] {
  const reads = new Set<string>();
  for (const node of nodes(tree)) {
    const path = pathOf(node);
    if (path?.[0] === 'contact' && path[1] !== undefined) reads.add(path[1]);
    if (path?.[0] === 'event' && path[1] === 'fields' && path[2] !== undefined) reads.add(path[2]);
  }
  return [...reads];
}

/** A literal with more decimals than `digits` that is compared with money. */
export function tooPreciseLiteral(
  tree: CelNode,
  text: string,
  digits: number,
  isAmount: (node: CelNode) => boolean,
): CelNode | undefined {
  for (const node of nodes(tree)) {
    if (!COMPARISONS.has(node.op)) continue;
    const [left, right] = childrenOf(node);
    if (!left || !right) continue;
    const [literal, other] = left.op === 'value' ? [left, right] : [right, left];
    if (literal.op !== 'value' || !isAmount(other)) continue;
    const decimals = /\.(\d+)$/.exec(text.slice(literal.start, literal.end))?.[1] ?? '';
    if (decimals.length > digits) return literal;
  }
  return undefined;
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** Whether a node names an amount of money. */
export function isMoney(node: CelNode, shape: EventShape): boolean {
  let inner: EventShape | string | undefined = shape;
  for (const part of pathOf(node) ?? ['']) inner = typeof inner === 'object' ? inner[part] : undefined;
  return inner === 'money';
}

function* nodes(tree: CelNode): Generator<CelNode> {
  yield tree;
  for (const child of childrenOf(tree)) yield* nodes(child);
}

function childrenOf({ args }: CelNode): CelNode[] {
  const list: unknown[] = Array.isArray(args) ? (args as unknown[]).flat(2) : [args];
  return list.filter((one): one is CelNode => typeof one === 'object' && one !== null && 'op' in one);
}

/** `['contact', 'totalSales']` for `contact.totalSales` and `contact['totalSales']`. */
function pathOf(node: CelNode): string[] | undefined {
  if (node.op === 'id') return [String(node.args)];
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [object, attribute] = node.args as [CelNode, string | CelNode];
  const path = pathOf(object);
  const name =
    typeof attribute === 'string' ? attribute : attribute.op === 'value' ? String(attribute.args) : undefined;
  return path && name !== undefined ? [...path, name] : undefined;
}

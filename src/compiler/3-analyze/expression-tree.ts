import type { EventShape } from '../../program/event-shapes.ts';
import type { Currency } from '../../program/program.ts';

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

/** What is wrong with an amount in a comparison: a literal with too many decimals, or two currencies. */
export function amountProblem(
  tree: CelNode,
  text: string,
  currencyOf: (node: CelNode) => Currency | undefined,
):
  | ({ start: number; end: number } & (
      | { problem: 'decimals'; literal: string; currency: Currency }
      | { problem: 'currencies'; left: string; right: string }
    ))
  | undefined {
  for (const node of nodes(tree)) {
    if (!COMPARISONS.has(node.op)) continue;
    const [left, right] = childrenOf(node);
    if (!left || !right) continue;
    const { start, end } = node;
    const both = [currencyOf(left), currencyOf(right)] as const;
    if (both[0] && both[1] && both[0].code !== both[1].code)
      return { start, end, problem: 'currencies', left: both[0].code, right: both[1].code };
    const literal = left.op === 'value' ? left : right;
    const currency = both[0] ?? both[1];
    if (literal.op !== 'value' || !currency) continue;
    const written = text.slice(literal.start, literal.end);
    const decimals = /\.(\d+)$/.exec(written)?.[1] ?? '';
    if (decimals.length > currency.digits)
      return { start: literal.start, end: literal.end, problem: 'decimals', literal: written, currency };
  }
  return undefined;
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** Whether a path names an amount of money. */
export function isMoney(path: readonly string[], shape: EventShape): boolean {
  let inner: EventShape | string | undefined = shape;
  for (const part of path) inner = typeof inner === 'object' ? inner[part] : undefined;
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
export function pathOf(node: CelNode): string[] | undefined {
  if (node.op === 'id') return [String(node.args)];
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [object, attribute] = node.args as [CelNode, string | CelNode];
  const path = pathOf(object);
  const name =
    typeof attribute === 'string' ? attribute : attribute.op === 'value' ? String(attribute.args) : undefined;
  return path && name !== undefined ? [...path, name] : undefined;
}

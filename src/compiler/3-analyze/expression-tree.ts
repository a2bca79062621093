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
  for (const node of nodesOf(tree)) {
    const path = pathOf(node);
    if (path?.[0] === 'contact' && path[1] !== undefined) reads.add(path[1]);
    if (path?.[0] === 'event' && path[1] === 'fields' && path[2] !== undefined) reads.add(path[2]);
  }
  return [...reads];
}

/** A node and everything below it. */
export function* nodesOf(tree: CelNode): Generator<CelNode> {
  yield tree;
  for (const child of childrenOf(tree)) yield* nodesOf(child);
}

/** The nodes directly below a node, in the order of the text. */
export function childrenOf({ args }: CelNode): CelNode[] {
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

/** What an expression can answer: itself, or the branches of its `? :`. */
export function resultsOf(tree: CelNode): CelNode[] {
  return tree.op === '?:' ? childrenOf(tree).slice(1).flatMap(resultsOf) : [tree];
}

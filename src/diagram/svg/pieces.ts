import type { Diagram } from '../diagram.ts';
import type { CardShape } from './card-shape.ts';
import type { Piece } from './layout.ts';

/** Takes a picture apart into what is connected by arrows or in one group, in the order of the nodes. */
export function piecesOf({ nodes, edges, groups }: Diagram, shapes: readonly CardShape[]): Piece[] {
  const leader = new Map(nodes.map(({ id }) => [id, id]));
  const lead = (id: string): string => {
    let at = id;
    for (let up = leader.get(at); up !== undefined && up !== at; up = leader.get(at)) at = up;
    return at;
  };
  const join = (a: string, b: string): void => void leader.set(lead(b), lead(a));
  for (const { from, to } of edges) join(from, to);
  for (const {
    nodes: [first = '', ...others],
  } of groups)
    for (const other of others) join(first, other);
  const roots = [...new Set(nodes.map(({ id }) => lead(id)))];
  return roots.map((root) => ({
    shapes: shapes.filter(({ node }) => lead(node.id) === root),
    edges: edges.filter(({ from }) => lead(from) === root),
    groups: groups.filter(({ nodes: [first = ''] }) => lead(first) === root),
  }));
}

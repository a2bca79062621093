import type { Graph, Subgraph, Viz } from '@viz-js/viz';
import type { DiagramEdge, DiagramGroup } from '../diagram.ts';
import type { CardShape } from './card-shape.ts';
import { FONTS } from './card-shape.ts';
import { textWidth } from './text-width.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** An arrow with its course: `points` are the control points of a cubic Bézier spline, from its tail to its tip. */
export interface Course {
  edge: DiagramEdge;
  points: Point[];
  /** Instead of the curve: where a line with right angles turns. */
  bends?: Point[];
  label?: Box;
}

/** One connected part of the picture, laid out; where its origin is does not matter. */
export interface Layout {
  cards: { shape: CardShape; at: Point }[];
  courses: Course[];
}

/** What belongs together: cards, the arrows among them, and the groups that get a panel. */
export interface Piece {
  shapes: CardShape[];
  edges: DiagramEdge[];
  groups: DiagramGroup[];
}

/** Height of an arrow's label, and the room beside its text, in pixels. */
const LABEL = { height: 22, pad: 8 };
/** Between the panels of doors that lead to the same steps, and the cards on them. */
const PANEL_PAD = 26;
const POINTS_PER_INCH = 72;
/** Straightens the first way on, which is the one that a reader follows. */
const MAIN_WEIGHT = 12;

/** Where Graphviz comes from; one that has failed is not used again. */
export type Engine = () => Promise<Pick<Viz, 'render'>>;

/**
 * Lets Graphviz place the cards; one point is one pixel. Its router of curves gives up on some pictures: then they
 * get plain lines, which are straightened here anyway.
 */
export async function layOut(engine: Engine, piece: Piece): Promise<Layout> {
  try {
    return layoutOf(await drawn(engine, graphOf(piece, 'true')), piece);
  } catch {
    return layoutOf(await drawn(engine, graphOf(piece, 'line')), piece);
  }
}

async function drawn(engine: Engine, graph: Graph): Promise<Drawn> {
  const viz = await engine();
  // Ports (`tailport: s`) would be welcome, but with them the router fails an assertion now and then.
  const result = viz.render(graph, { format: 'json', yInvert: true });
  if (result.status === 'success') return JSON.parse(result.output) as Drawn;
  throw new Error(`Graphviz: ${result.errors.map(({ message }) => message).join('; ')}`);
}

function graphOf({ shapes, edges, groups }: Piece, splines: 'true' | 'line'): Graph {
  const grouped = new Set(groups.flatMap(({ nodes }) => nodes));
  const node = ({ node: { id }, width, height }: CardShape): NonNullable<Graph['nodes']>[number] => ({
    name: id,
    attributes: { width: width / POINTS_PER_INCH, height: height / POINTS_PER_INCH },
  });
  const cluster = ({ id, nodes }: DiagramGroup): Subgraph => ({
    name: `cluster ${id}`,
    graphAttributes: { margin: PANEL_PAD },
    nodes: shapes.filter((shape) => nodes.includes(shape.node.id)).map(node),
  });
  const firsts = new Set<string>();
  return {
    directed: true,
    graphAttributes: { rankdir: 'TB', ordering: 'out', nodesep: 0.3, ranksep: 0.42, splines, pad: 0 },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    edgeAttributes: { arrowhead: 'none' },
    subgraphs: groups.map(cluster),
    nodes: shapes.filter((shape) => !grouped.has(shape.node.id)).map(node),
    edges: edges.map(({ from, to, label, kind }) => {
      const isMain = !firsts.has(from);
      firsts.add(from);
      return {
        tail: from,
        head: to,
        attributes: {
          ...(isMain && kind === 'way' ? { weight: MAIN_WEIGHT } : {}),
          ...(label === undefined ? {} : { label: { html: roomFor(labelWidth(label)) } }),
        },
      };
    }),
  };
}

function labelWidth(label: string): number {
  return Math.ceil(textWidth(label, FONTS.line)) + 2 * LABEL.pad;
}

/** An empty table of the label's size: Graphviz has no fonts to measure a text with. */
function roomFor(width: number): string {
  return `<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE" WIDTH="${width}" HEIGHT="${LABEL.height}"><TR><TD></TD></TR></TABLE>`;
}

/** The part of Graphviz's JSON that is read here: positions in points, as text. Edges name nodes by their `_gvid`. */
interface Drawn {
  objects?: { _gvid: number; name: string; pos?: string }[];
  edges?: { tail: number; head: number; pos: string; lp?: string }[];
}

function layoutOf({ objects = [], edges: drawn = [] }: Drawn, { shapes, edges }: Piece): Layout {
  const named = new Map(objects.map((object) => [object.name, object]));
  const names = new Map(objects.map(({ _gvid: id, name }) => [id, name]));
  const between = new Map(drawn.map((edge) => [`${names.get(edge.tail)} ${names.get(edge.head)}`, edge]));
  return {
    cards: shapes.map((shape) => {
      const [x = 0, y = 0] = numbers(named.get(shape.node.id)?.pos ?? '');
      return { shape, at: { x: x - shape.width / 2, y: y - shape.height / 2 } };
    }),
    // At most one arrow leads from one node to another.
    courses: edges.map((edge) => courseOf(edge, between.get(`${edge.from} ${edge.to}`))),
  };
}

function courseOf(edge: DiagramEdge, drawn: NonNullable<Drawn['edges']>[number] | undefined): Course {
  const points = (drawn?.pos ?? '').split(' ').map((pair) => {
    const [x = 0, y = 0] = numbers(pair);
    return { x, y };
  });
  const [x, y = 0] = numbers(drawn?.lp ?? '');
  if (x === undefined || edge.label === undefined) return { edge, points };
  const width = labelWidth(edge.label);
  return { edge, points, label: { x: x - width / 2, y: y - LABEL.height / 2, width, height: LABEL.height } };
}

function numbers(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number);
}

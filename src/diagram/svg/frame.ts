import type { DiagramGroup } from '../diagram.ts';
import type { Box, Course, Layout, Point } from './layout.ts';

/** Pixels around what is on a panel. */
const PAD = 18;

/** A part of the picture with its panels, measured from its own top left corner. */
export interface Framed extends Layout {
  width: number;
  height: number;
  panels: Box[];
}

/** Puts a panel under each group, with its cards, arrows and words on it, and measures the whole. */
export function framed({ cards, courses }: Layout, groups: readonly DiagramGroup[]): Framed {
  const boxOf = ({ shape: { width, height }, at }: Layout['cards'][number]): Box => ({
    ...at,
    width,
    height,
  });
  const panels = groups.map(({ nodes }) => {
    const members = new Set(nodes);
    const inside = courses.filter(({ edge }) => members.has(edge.from) && members.has(edge.to));
    return around(
      [...cards.filter(({ shape }) => members.has(shape.node.id)).map(boxOf), ...inside.flatMap(boxesOf)],
      PAD,
    );
  });
  const all = around([...panels, ...cards.map(boxOf), ...courses.flatMap(boxesOf)], 0);
  const moved = <P extends Point>(point: P): P => ({ ...point, x: point.x - all.x, y: point.y - all.y });
  return {
    width: all.width,
    height: all.height,
    panels: panels.map(moved),
    cards: cards.map(({ shape, at }) => ({ shape, at: moved(at) })),
    courses: courses.map(({ label, bends, ...course }) => ({
      ...course,
      points: course.points.map(moved),
      ...(bends ? { bends: bends.map(moved) } : {}),
      ...(label ? { label: moved(label) } : {}),
    })),
  };
}

function boxesOf({ points, bends, label }: Course): Box[] {
  return [
    ...(bends ?? points).map((point) => ({ ...point, width: 0, height: 0 })),
    ...(label ? [label] : []),
  ];
}

function around(boxes: readonly Box[], pad: number): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)) - pad, Math.min(...boxes.map((box) => box.y)) - pad];
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) + pad - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) + pad - y,
  };
}

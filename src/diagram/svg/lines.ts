import type { Box, Course, Point } from './layout.ts';

/** The stretches of a line with right angles, each as a box that reaches `clear` pixels around it. */
export function stretchesOf(bends: readonly Point[], clear: number): Box[] {
  return bends.slice(1).map((end, index) => {
    const start = bends[index] ?? end;
    return {
      x: Math.min(start.x, end.x) - clear,
      y: Math.min(start.y, end.y) - clear,
      width: Math.abs(start.x - end.x) + 2 * clear,
      height: Math.abs(start.y - end.y) + 2 * clear,
    };
  });
}

/** Where an arrow's line is, as small boxes. */
export function lineBoxes({ points, bends }: Course): Box[] {
  return bends ? stretchesOf(bends, 1) : curveBoxes(points);
}

const SAMPLES = 12;

function curveBoxes(points: readonly Point[]): Box[] {
  const boxes: Box[] = [];
  for (let index = 0; index + 3 < points.length; index += 3) {
    const [a, b, c, d] = points.slice(index, index + 4) as [Point, Point, Point, Point];
    for (let step = 0; step <= SAMPLES; step++) {
      const t = step / SAMPLES;
      const [p, q, r, s] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
      const at = { x: p * a.x + q * b.x + r * c.x + s * d.x, y: p * a.y + q * b.y + r * c.y + s * d.y };
      boxes.push({ x: at.x - 2, y: at.y - 2, width: 4, height: 4 });
    }
  }
  return boxes;
}

/** Whether two boxes have more than an edge in common. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** How round a bend is, in pixels. */
const RADIUS = 8;

/** The path of an arrow with bends, as SVG has it. */
export function bentPath(bends: readonly Point[], px: (value: number) => string): string {
  const parts = bends.map((point, index) => {
    const [before, after] = [bends[index - 1], bends[index + 1]];
    const here = `${px(point.x)} ${px(point.y)}`;
    if (!before) return `M${here}`;
    if (!after) return `L${here}`;
    const [a, b] = [towards(point, before), towards(point, after)];
    return `L${px(a.x)} ${px(a.y)}Q${here} ${px(b.x)} ${px(b.y)}`;
  });
  return parts.join('');
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = Math.min(RADIUS, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

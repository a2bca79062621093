import type { Box, Point } from './layout.ts';
import { overlap } from './lines.ts';

/** Pixels between a line and its words' box, which has room of its own. */
const BESIDE = 1;

/**
 * A place for an arrow's words right beside one of its upright stretches; undefined when all of them are `taken`, and
 * the line had better go elsewhere.
 */
export function besideLine(label: Box, bends: readonly Point[], taken: readonly Box[]): Box | undefined {
  for (const { x, top, bottom } of uprights(bends)) {
    const [highest, lowest] = [top + BESIDE, bottom - label.height - BESIDE];
    if (highest > lowest) continue;
    // Where Graphviz has made room, if that is here.
    const planned = label.y >= highest && label.y <= lowest ? [label.y] : [];
    for (const y of [...planned, highest, (highest + lowest) / 2, lowest])
      for (const left of [x + BESIDE, x - BESIDE - label.width]) {
        const box = { ...label, x: left, y };
        if (!taken.some((other) => overlap(box, other))) return box;
      }
  }
  return undefined;
}

function uprights(bends: readonly Point[]): { x: number; top: number; bottom: number }[] {
  return bends.flatMap((end, index) => {
    const start = bends[index - 1];
    return start && start.x === end.x ? [{ x: end.x, top: start.y, bottom: end.y }] : [];
  });
}

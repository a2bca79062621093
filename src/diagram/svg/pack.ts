import type { Framed } from './frame.ts';
import type { Point } from './layout.ts';

/** Pixels between the parts of a picture. */
const GAP = 28;
/** Wide screens and README pages: a little wider than high is best. */
const BEST_RATIO = 1.2;

export interface Packed {
  width: number;
  height: number;
  /** Top left corner of each part, in the given order. */
  at: Point[];
}

/** Puts the parts of a picture into columns, in order, so that the whole is compact. */
export function pack(parts: readonly Pick<Framed, 'width' | 'height'>[]): Packed {
  const tallest = Math.max(0, ...parts.map(({ height }) => height));
  const all = parts.reduce((sum, { height }) => sum + height + GAP, -GAP);
  // Every height at which some column breaks differently lies at the sum of neighbouring parts.
  const heights = parts.flatMap((_part, from) =>
    parts
      .slice(from)
      .map((_, count) =>
        parts.slice(from, from + count + 1).reduce((sum, { height }) => sum + height + GAP, -GAP),
      ),
  );
  const tries = [tallest, all, ...heights.filter((height) => height > tallest)].map((height) =>
    inColumns(parts, height),
  );
  const size = ({ width, height }: Packed): number => Math.max(width / BEST_RATIO, height);
  return tries.reduce((best, one) => (size(one) < size(best) ? one : best));
}

function inColumns(parts: readonly Pick<Framed, 'width' | 'height'>[], most: number): Packed {
  const packed: Packed = { width: 0, height: 0, at: [] };
  let x = 0;
  let y = 0;
  for (const { width, height } of parts) {
    if (y > 0 && y + height > most + 0.5) [x, y] = [packed.width + GAP, 0];
    packed.at.push({ x, y });
    packed.width = Math.max(packed.width, x + width);
    packed.height = Math.max(packed.height, y + height);
    y += height + GAP;
  }
  return packed;
}

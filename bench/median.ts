/** The value in the middle of some measurements (of an even number: the upper of the two). */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that `percent` of the measurements do not exceed (nearest rank). @throws for none at all. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(Math.ceil((percent / 100) * sorted.length) - 1, 0)];
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
}

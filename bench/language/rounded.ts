/** A figure with two decimals. */
export function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}

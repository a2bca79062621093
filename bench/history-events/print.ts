import type { Comparison } from './measure.ts';

/** Comparisons as tables of events by type, for a terminal. */
export function tablesOf(comparisons: readonly Comparison[]): string {
  return comparisons.map(tableOf).join('\n\n');
}

function tableOf({ pace, by, sides, ratio }: Comparison): string {
  const types = [...new Set(sides.flatMap((side) => Object.keys(side.types)))].sort();
  const lines = [
    ['', ...sides.map(({ side }) => side)],
    ...types.map((type) => [type, ...sides.map((side) => String(side.types[type] ?? 0))]),
    ['all events, median', ...sides.map((side) => String(side.median))],
    ['rounds', ...sides.map(({ rounds }) => `${rounds.length}: ${rounds[0]}–${rounds.at(-1)}`)],
  ].map(
    ([name = '', ...figures]) =>
      `  ${name.padEnd(34)}${figures.map((figure) => figure.padStart(14)).join('')}`,
  );
  return [`${pace}, ${by}`, ...lines, `  ratio ${ratio}`].join('\n');
}

import type { Judged } from './run.ts';
import { tallies, type Tally } from './tally.ts';

const COLUMNS: readonly [string, (row: Tally) => string][] = [
  ['kind', ({ kind }) => kind],
  ['mutants', ({ mutants }) => String(mutants)],
  ['caught', ({ outcomes }) => String(outcomes.caught)],
  ['harmless', ({ outcomes }) => String(outcomes.harmless)],
  ['changed', ({ outcomes }) => String(outcomes.changed)],
  ['missed', ({ outcomes }) => String(outcomes.missed)],
  ['miss rate', missRate],
  ['misplaced', ({ outcomes }) => String(outcomes.misplaced)],
  ['false', ({ outcomes }) => String(outcomes['false alarm'])],
  ['crash', ({ outcomes }) => String(outcomes.crash)],
  ['diagnostics', ({ diagnostics }) => (diagnostics === 0 ? '' : diagnostics.toFixed(2))],
  ['follow-on', ({ followOns }) => String(followOns)],
  ['suggested', ({ suggested }) => percent(suggested)],
  ['fixes', ({ fixes }) => (fixes === 0 ? '' : String(fixes))],
  ['restored', ({ restored }) => percent(restored)],
  ['ms', ({ median }) => median.toFixed(1)],
  ['longest', ({ longest }) => longest.toFixed(0)],
];

/** What became of all mutants, a line for each kind. */
export function table(judged: readonly Judged[]): string {
  const rows = tallies(judged).map((row) => COLUMNS.map(([, cell]) => cell(row)));
  const head = COLUMNS.map(([name]) => name);
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(head), rule, ...rows.slice(0, -1).map(line), rule, ...rows.slice(-1).map(line)].join('\n');
}

/** Of the mutants that are surely wrong, those of which nothing was said. */
function missRate({ outcomes }: Tally): string {
  const wrong = outcomes.caught + outcomes.misplaced + outcomes.missed;
  return wrong === 0 ? '' : percent(outcomes.missed / wrong);
}

function percent(share: number | undefined): string {
  return share === undefined ? '' : `${(share * 100).toFixed(1)} %`;
}

import { grouped } from '../../diagram/value-words.ts';
import { padded, type Paint } from '../test-report/paint.ts';
import type { MailCount, Peak, PopulationReport } from './population-report.ts';

const WEEK = 7 * 86_400_000;
const BARS = '▁▂▃▄▅▆▇█';
const BETWEEN = '  ';

/** The report for people: mails and peaks, where people stand, and each week; no wider than `width` where that can be. */
export function populationTable(report: PopulationReport, paint: Paint, width = Infinity): string[] {
  const { population, seed, contacts, start, end } = report;
  return [
    `${paint('bold', population)}`,
    `${grouped(contacts)} contacts from ${day(start)} to ${day(end)}, seed ${seed}`,
    '',
    ...table([
      ['mails', 'to', 'in all', 'a week', 'busiest week', 'which begins'],
      ...report.mails.map(mailRow),
    ]).map(headed(paint)),
    '',
    ...table([
      ['busiest', 'mails', 'from'],
      ...Object.entries(report.peaks).map(([stretch, { mails, from }]) => [
        stretch,
        grouped(mails),
        when(stretch, from),
      ]),
    ]).map(headed(paint)),
    '',
    ...table([['stand in the end', 'at', 'contacts', 'share'], ...standingRows(report)]).map(headed(paint)),
    ...restLines(report),
    '',
    ...weekTables(report, width).flatMap((lines) => lines.map(headed(paint))),
  ];
}

function headed(paint: Paint) {
  return (line: string, index: number): string => (index === 0 ? paint('bold', line) : line);
}

function mailRow({ template, to, total, weeks, busiest }: MailCount): string[] {
  return [
    template,
    to === 'team' ? 'team' : 'contact',
    grouped(total),
    grouped(Math.round(total / weeks.length)),
    grouped(busiest.mails),
    day(busiest.from),
  ];
}

function when(stretch: string, from: Peak['from']): string {
  return stretch === 'hour' ? from.replace(':00.000Z', 'Z') : day(from);
}

function standingRows({ standing, left, contacts }: PopulationReport): string[][] {
  const row = (map: string, step: string, count: number) => [
    map,
    step,
    grouped(count),
    `${((count / contacts) * 100).toFixed(1)} %`,
  ];
  return Object.keys({ ...standing, ...left })
    .toSorted()
    .flatMap((map) => [
      ...Object.entries(standing[map] ?? {})
        .toSorted(([, a], [, b]) => b - a)
        .map(([step, count]) => row(map, step, count)),
      ...(left[map] === undefined ? [] : [row(map, '(left)', left[map])]),
    ]);
}

function restLines({ skipped, stuck }: PopulationReport): string[] {
  return [
    ...Object.entries(skipped).map(([why, count]) => `${grouped(count)} mails not sent: ${why}`),
    ...(stuck > 0 ? [`${grouped(stuck)} times somebody got stuck`] : []),
  ];
}

/** A row for each week; as many columns beside each other as there is room for. */
function weekTables({ mails, start }: PopulationReport, width: number): string[][] {
  const weeks = mails[0]?.weeks.length ?? 0;
  const total = Array.from({ length: weeks }, (_, week) =>
    mails.reduce((sum, one) => sum + (one.weeks[week] ?? 0), 0),
  );
  const most = Math.max(1, ...total);
  const dates = Array.from({ length: weeks }, (_, week) =>
    day(new Date(Date.parse(start) + week * WEEK).toISOString()),
  );
  const first = ['week of', ...dates];
  const bars = ['', ...total.map((count) => BARS[Math.round((count / most) * (BARS.length - 1))] ?? '')];
  const columns = [
    ['all', ...total.map(grouped)],
    ...mails.map(({ template, weeks: counts }) => [template, ...counts.map(grouped)]),
  ];
  return fitting(columns, width - widest(first) - 1 - BETWEEN.length).map((some) => {
    const all = [first, bars, ...some];
    return [...table(first.map((_cell, row) => all.map((column) => column[row] ?? ''))), ''];
  });
}

/** Columns in groups that are no wider than `room`, at least one in each. */
function fitting(columns: readonly string[][], room: number): string[][][] {
  const groups: string[][][] = [];
  let left = -1;
  for (const column of columns) {
    const needed = widest(column) + BETWEEN.length;
    if (needed > left) {
      groups.push([]);
      left = room;
    }
    groups.at(-1)?.push(column);
    left -= needed;
  }
  return groups;
}

/** Cells in columns; those that begin like a number to the right. */
function table(rows: readonly string[][]): string[] {
  const count = rows[0]?.length ?? 0;
  const widths = Array.from({ length: count }, (_, column) => widest(rows.map((row) => row[column] ?? '')));
  const isNumeric = Array.from({ length: count }, (_, column) =>
    rows.slice(1).every((row) => /^[\d,.]+( %)?$/.test(row[column] ?? '')),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0, isNumeric[column] ? 'left' : 'right'))
      .join(BETWEEN)
      .trimEnd(),
  );
}

function widest(cells: readonly string[]): number {
  return Math.max(0, ...cells.map((cell) => cell.length));
}

function day(instant: string): string {
  return instant.slice(0, 10);
}

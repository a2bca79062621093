import { counted } from '../../diagram/duration-words.ts';
import { BATCH, type BatchResult, type ImportLine } from '../../partners/import/import-batch.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { CsvFile, CsvLine } from './read-csv.ts';
import { progressBar } from './progress.ts';

/** How lines of a file become rows, and what is done with a batch of them. */
export interface Importing<Row> {
  file: CsvFile;
  /** A text says what is wrong with the line. */
  read: (record: Record<string, string>) => Row | string;
  /** What may be in the file once only, in words: an address, an id. */
  keys: (row: Row) => Record<string, string>;
  write: (batch: ImportLine<Row>[]) => Promise<BatchResult>;
}

/** Imports a file batch by batch; what was imported before an end in the middle is known when it runs again. */
export async function importLines<Row>(importing: Importing<Row>): Promise<BatchResult> {
  const { file, read, keys, write } = importing;
  const total: BatchResult = { imported: 0, known: 0, enrolled: 0, refused: [] };
  const progress = progressBar({ stream: process.stderr, share: file.share });
  const seen = new Map<string, number>();
  let batch: ImportLine<Row>[] = [];
  const flush = async () => {
    const { imported, known, enrolled, refused } = await write(batch);
    total.imported += imported;
    total.known += known;
    total.enrolled += enrolled;
    for (const one of refused) total.refused.push({ line: one.line, reason: one.reason });
    progress.add(batch.length);
    batch = [];
  };
  try {
    for await (const one of file.lines) {
      batch.push(readLine(one, read, keys, seen));
      if (batch.length === BATCH) await flush();
    }
    await flush();
  } finally {
    progress.end();
  }
  return total;
}

function readLine<Row>(
  one: CsvLine,
  read: Importing<Row>['read'],
  keys: Importing<Row>['keys'],
  seen: Map<string, number>,
): ImportLine<Row> {
  if ('reason' in one) return one;
  const { line } = one;
  const row = read(one.record);
  if (typeof row === 'string') return { line, reason: row };
  const named = Object.entries(keys(row));
  for (const [what, key] of named) {
    const before = seen.get(`${what} ${key}`);
    if (before !== undefined)
      return { line, reason: `The ${what} is that of line ${before}, and counts once.` };
  }
  for (const [what, key] of named) seen.set(`${what} ${key}`, line);
  return { line, row };
}

/** Refused lines that people are shown; `--json` has all. */
const MOST_SHOWN = 100;

/** Says what became of the file; fails when a line was refused. */
export function reportImport(
  format: Format,
  what: string,
  { imported, known, enrolled, refused }: BatchResult,
  { dryRun, enroll }: { dryRun: boolean; enroll?: string },
): ExitCode {
  const more = refused.length - MOST_SHOWN;
  const counts = [
    `${dryRun ? 'Would import' : 'Imported'} ${imported} ${what}`,
    `${known} known already`,
    ...(enroll === undefined ? [] : [`${enrolled} put on ${enroll}`]),
    `${counted(refused.length, 'line')} refused`,
  ];
  const lines = [
    ...refused.slice(0, MOST_SHOWN).map(({ line, reason }) => `line ${line}: ${reason}`),
    ...(more > 0 ? [`… and ${more} more; --json shows all.`] : []),
    `${counts.join(', ')}.`,
  ];
  answer(format, lines, { dryRun, imported, known, enrolled, refused });
  return refused.length === 0 ? EXIT.done : EXIT.failed;
}

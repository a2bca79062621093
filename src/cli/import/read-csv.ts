import { createReadStream, statSync, type ReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { parse } from 'csv-parse';
import { nearestOf } from '../../diagnostics/suggest.ts';
import { EXIT, Stopped } from '../exit-codes.ts';

/** A line of a CSV file (RFC 4180): its cells by column, or why it is none. */
export type CsvLine = { line: number } & ({ record: Record<string, string> } | { reason: string });

/** A file that is being read. */
export interface CsvFile {
  lines: AsyncIterable<CsvLine>;
  /** How much of it has been read, from 0 to 1. */
  share: () => number;
}

/** The columns that a file may have, and those that it must have. */
export interface Columns {
  known: readonly string[];
  required: readonly string[];
}

/**
 * Reads a CSV file line by line, never all of it: UTF-8, commas, a header. A line that is broken comes with its reason,
 * and the next ones go on. The lines throw Stopped when the file cannot be read, or its header has other columns.
 */
export function readCsv(file: string, columns: Columns): CsvFile {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let bytes: ReadStream | undefined;
  // Opened by the first line that is asked for, so that a failure has somebody to hear of it.
  const open = () => (bytes = createReadStream(file));
  return {
    lines: linesIn(open, file, columns),
    share: () => (size === 0 ? 1 : (bytes?.bytesRead ?? 0) / size),
  };
}

async function* linesIn(open: () => ReadStream, file: string, columns: Columns): AsyncGenerator<CsvLine> {
  let [last, isCut] = [0, false];
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    // A stray quote is part of its cell; only one that opens a cell and is never closed is left as an error.
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: () => {
      isCut = true;
      return undefined;
    },
  });
  const lines = new PassThrough({ objectMode: true });
  // A failure of either ends the reading below with the same error.
  const reading = pipeline(open(), parser, lines).catch(() => undefined);
  let header: string[] | undefined;
  try {
    for await (const { record, info } of lines as AsyncIterable<Parsed>) {
      last = info.lines;
      if (header) yield lineOf(header, record, info.lines);
      else header = headerOf(file, record, columns);
    }
  } catch (error) {
    if (error instanceof Stopped) throw error;
    throw unreadable(file, error);
  } finally {
    lines.destroy();
    await reading;
  }
  if (isCut)
    yield {
      line: last + 1,
      reason: 'A quote is opened here and never closed: the rest of the file is one cell, and was not read.',
    };
  if (!header)
    throw new Stopped(
      EXIT.failed,
      `${file} is empty. Its first line has to name the columns: ${columns.known.join(', ')}.`,
    );
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

function headerOf(file: string, cells: readonly string[], { known, required }: Columns): string[] {
  const header = cells.map((cell) => cell.trim());
  const unknown = header.filter((name) => !known.includes(name));
  const missing = required.filter((name) => !header.includes(name));
  const twice = header.filter((name, index) => header.indexOf(name) !== index);
  const isSplitOtherwise = header.length === 1 && /[;\t]/.test(header[0] ?? '');
  const problems = [
    ...(isSplitOtherwise ? ['Semicolons or tabs stand between the columns, and commas are read.'] : []),
    ...(unknown.length > 0
      ? [`There is no column ${unknown.map((name) => withNearest(name, known)).join(', ')}.`]
      : []),
    ...(missing.length > 0 ? [`The column ${missing.map(quoted).join(', ')} is missing.`] : []),
    ...(twice.length > 0 ? [`The column ${twice.map(quoted).join(', ')} is there twice.`] : []),
  ];
  if (problems.length === 0) return header;
  const hint = `The first line names the columns, with commas between them: ${known.join(', ')}.`;
  throw new Stopped(EXIT.failed, `${file}: ${problems.join(' ')} ${hint} Nothing was imported.`);
}

/** What a decoder puts in the place of bytes that are no UTF-8. */
const REPLACEMENT = '\uFFFD';

function lineOf(header: readonly string[], cells: readonly string[], line: number): CsvLine {
  if (cells.some((cell) => cell.includes(REPLACEMENT)))
    return {
      line,
      reason:
        'There are bytes here that are not UTF-8, and letters would be lost. Save the file as UTF-8, which spreadsheets call “CSV UTF-8”.',
    };
  if (cells.length === header.length)
    return { line, record: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])) };
  const reason = `The line has ${cells.length} cells, and the header names ${header.length} columns. Is a comma missing or not in quotes?`;
  return { line, reason };
}

function unreadable(file: string, error: unknown): Stopped {
  const why =
    error instanceof Error && 'code' in error && error.code === 'ENOENT'
      ? 'it is not there'
      : 'it cannot be read';
  return new Stopped(EXIT.failed, `${file}: ${why}. Check the name, and that you may read it.`);
}

function withNearest(name: string, known: readonly string[]): string {
  const meant = nearestOf(name, known);
  return meant === undefined ? quoted(name) : `${quoted(name)} (did you mean “${meant}”?)`;
}

function quoted(name: string): string {
  return `“${name.slice(0, 40)}”`;
}

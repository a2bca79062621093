import type { Check } from '../../compiler/compilation.ts';
import { isWanted, openFolder, Workspace } from '../../compiler/compile-maps.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { summaryOf } from '../../diagnostics/summary.ts';
import { say, type Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { watchFolder } from '../watch-folder.ts';

/** What `mapwright check --watch` was asked for. */
export interface WatchCheckOptions {
  path: string;
  format: Format;
  color: boolean;
  /** Columns of the terminal. */
  width?: number;
  /** Takes the answers. */
  write: (text: string) => void;
  /** Whether somebody looks at a screen that can be cleared. Default: whether standard output is one. */
  isTerminal?: boolean;
  /** Ends the watching. Default: Ctrl-C, SIGTERM, or nobody reads standard output any more. */
  signal?: AbortSignal;
}

/** One round of checking, as a line of JSON. */
interface Round {
  round: number;
  /** Paths of the files that made it necessary; none in the first round. */
  changed: readonly string[];
  milliseconds: number;
}

/**
 * Checks a folder, and again each time something in it has changed, until `signal` ends it. Mistakes do not end it.
 * Answers the exit code.
 */
export async function runWatchCheck(options: WatchCheckOptions): Promise<number> {
  const { path, signal = untilTold() } = options;
  const folder = openFolder(path);
  const workspace = new Workspace(path);
  const batches = await watchFolder(path, { isWanted, signal });
  let before: unknown;
  let round = 0;
  const check = async (changed?: readonly string[]): Promise<void> => {
    const began = performance.now();
    const sources = await folder.read(changed);
    // A file may be named and be as it was.
    if (sources === before) return;
    before = sources;
    const found = workspace.check(sources);
    const milliseconds = Math.round((performance.now() - began) * 10) / 10;
    tell({ round: ++round, changed: changed ?? [], milliseconds }, found, options);
  };
  await check();
  for await (const changed of batches) await check(changed);
  return EXIT.done;
}

function tell(round: Round, { diagnostics, maps, sources }: Check, options: WatchCheckOptions): void {
  const { path, format, isTerminal = process.stdout.isTTY, write } = options;
  if (format === 'json') {
    write(`${JSON.stringify({ ...round, diagnostics, summary: summaryOf(diagnostics, maps) })}\n`);
    return;
  }
  write(`${isTerminal ? CLEAR : ''}${renderHuman(diagnostics, { maps, sources, ...shownAs(options) })}`);
  say(`${changesInWords(round)}Checked in ${round.milliseconds} ms. Watching ${path}; Ctrl-C ends.`);
}

function shownAs({ color, width }: WatchCheckOptions) {
  return { color, ...(width === undefined ? {} : { width }) };
}

/** Ctrl-C, SIGTERM, or nobody reads standard output any more. */
export function untilTold(): AbortSignal {
  const told = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.abort());
  process.stdout.once('error', () => told.abort());
  return told.signal;
}

/** Clears the screen and leaves what has scrolled out of it (ECMA-48). */
export const CLEAR = '\u{1B}[2J\u{1B}[H';

/** Which files made a round necessary, in a sentence. */
export function changesInWords({ changed: [first, ...others] }: Pick<Round, 'changed'>): string {
  if (first === undefined) return '';
  if (others.length === 0) return `${first} changed. `;
  return `${first} and ${others.length} more file${others.length === 1 ? '' : 's'} changed. `;
}

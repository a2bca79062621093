import { chmod, realpath, stat } from 'node:fs/promises';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { formatDocument, type Formatted } from '../../formatter/format-document.ts';
import { formatFiles } from '../../formatter/format-files.ts';
import { writeWhole } from '../../releases/write-whole.ts';
import { answer, say, type Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';

/** What `mapwright fmt` is asked for. */
export interface FmtOptions {
  /** Files and folders. */
  paths: readonly string[];
  /** Write nothing; what would change is a failure. */
  check: boolean;
  format: Format;
  /** Whether standard error shows colours. */
  color: boolean;
}

/** What `mapwright fmt --stdin` is asked for: to format the text that an editor holds. */
export interface FmtStdinOptions extends Omit<FmtOptions, 'paths'> {
  bytes: Uint8Array;
  /** The name that the text has or will have as a file; its kind follows from it. */
  name: string;
}

type Result = Extract<Formatted, { text: string }>;
type Failure = Exclude<Formatted, Result>;

/** Formats files in place; answers the exit code. What cannot be formatted safely stays as it is. */
export async function runFmt({ paths, check, format, color }: FmtOptions): Promise<number> {
  const outcomes = await formatFiles(paths);
  const all: Formatted[] = [];
  for (const one of outcomes) all.push(check ? one : await written(one));
  const changed = all.filter((one): one is Result => 'text' in one && one.changed);
  const failed = all.filter(isFailure);
  if (format === 'human') for (const one of failed) say(described(one, color));
  const files = changed.map(({ path }) => path);
  const summary = { files: all.length, changed: changed.length, failed: failed.length };
  answer(format, [...files, inWords(summary, check)], { changed: files, ...failures(failed), summary });
  return failed.length > 0 || (check && changed.length > 0) ? EXIT.failed : EXIT.done;
}

/** Formats one text to standard output; where it cannot be formatted, nothing is there. */
export function runFmtStdin({ bytes, name, check, format, color }: FmtStdinOptions): number {
  const one = formatDocument({ path: name, bytes });
  if (isFailure(one)) {
    if (format === 'json') answer(format, [], { changed: false, ...failures([one]) });
    else say(described(one, color));
    return EXIT.failed;
  }
  const { text, changed } = one;
  if (format === 'json') answer(format, [], { changed, ...(check ? {} : { text }), ...failures([]) });
  else if (!check) process.stdout.write(text);
  else if (changed) answer(format, name, {});
  return check && changed ? EXIT.failed : EXIT.done;
}

function isFailure(one: Formatted): one is Failure {
  return !('text' in one);
}

/** Writes what has changed, atomically and with its permissions; behind a link, the file that it points to. */
async function written(one: Formatted): Promise<Formatted> {
  if (isFailure(one) || !one.changed) return one;
  try {
    const file = await realpath(one.path);
    const { mode } = await stat(file);
    await writeWhole(file, one.text);
    await chmod(file, mode);
    return one;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { path: one.path, problem: `cannot be written: ${error.message}` };
  }
}

function described(one: Failure, color: boolean): string {
  if ('problem' in one) return `${one.path} ${one.problem}.`;
  return renderHuman(one.diagnostics, { sources: new Map([[one.path, one.source]]), color }).trimEnd();
}

function failures(failed: readonly Failure[]): object {
  return {
    diagnostics: failed.flatMap((one) => ('diagnostics' in one ? one.diagnostics : [])),
    problems: failed.flatMap((one) => ('problem' in one ? [{ file: one.path, message: one.problem }] : [])),
  };
}

function inWords(summary: { files: number; changed: number; failed: number }, check: boolean): string {
  const { files, changed, failed } = summary;
  const same = files - changed - failed;
  const parts = [
    changed > 0 ? `${plural(changed)} ${check ? 'would change' : 'formatted'}` : '',
    same > 0 ? `${plural(same)} in canonical form${changed > 0 ? ' already' : ''}` : '',
    failed > 0 ? `${plural(failed)} left alone, for the reason above` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function plural(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`;
}

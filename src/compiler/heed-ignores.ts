import { diagnostic, entryOf } from '../diagnostics/catalog.ts';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { IgnoreComment } from './1-parse/ignore-comments.ts';
import { offsetAt, positionAt } from './1-parse/line-index.ts';
import type { Origins, Span } from './1-parse/origins.ts';
import { placeOf } from './1-parse/parsed-file.ts';
import type { ValidFile } from './2-validate/validate-file.ts';

/** Takes out the warnings that a comment silences, and warns of comments that silence nothing. */
export function heedIgnores(found: readonly Diagnostic[], files: readonly ValidFile[]): Diagnostic[] {
  let left = [...found];
  for (const file of files) {
    for (const comment of file.ignores) {
      const silenced = silencedBy(comment, file, left);
      left = left.filter((one) => !silenced.includes(one));
      left.push(...aboutComment(comment, file, silenced.length > 0, left));
    }
  }
  return left;
}

function isOn(comment: IgnoreComment, file: ValidFile, one: Diagnostic): boolean {
  const { line } = positionAt(file.lines, comment.target);
  return one.file === file.path && one.code === comment.code && one.start.line === line;
}

/** The innermost mapping or list around an offset. */
function innermost(value: unknown, offset: number, origins: Origins): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const span = origins.get(value)?.span;
  if (!span || offset < span.start || offset >= span.end) return undefined;
  for (const inner of Object.values(value)) {
    const found = innermost(inner, offset, origins);
    if (found) return found;
  }
  return value;
}

function silencedBy(comment: IgnoreComment, file: ValidFile, found: readonly Diagnostic[]): Diagnostic[] {
  return found.filter((one) => one.severity !== 'error' && isOn(comment, file, one));
}

function aboutComment(
  comment: IgnoreComment,
  file: ValidFile,
  silences: boolean,
  left: readonly Diagnostic[],
): Diagnostic[] {
  const { code, reason } = comment;
  const place = placeOf(file, comment.span);
  if (!entryOf(code)) {
    const problem = code === '' ? 'No code is named' : `\`${code}\` is not a diagnostic code`;
    return [diagnostic('MW117', { problem }, place)];
  }
  const about: Diagnostic[] = [];
  if (reason === '') about.push(diagnostic('MW115', { code }, place));
  // In a file with errors the warning may only not have been reached.
  if (silences || file.gaps || file.value === undefined) return about;
  const isError = left.some((one) => isOn(comment, file, one));
  // An error beside the line hides what else could be said of it.
  const around = innermost(file.value, comment.target, file.origins);
  const isHidden = left.some(
    (one) =>
      one.severity === 'error' &&
      one.file === file.path &&
      innermost(file.value, offsetAt(file.lines, one.start), file.origins) === around,
  );
  if (!isError && isHidden) return about;
  const why = isError ? ': it is an error, and errors cannot be silenced' : '';
  // Behind an error there may be what the comment silences.
  const hasErrors = left.some((one) => one.file === file.path && one.severity === 'error');
  const fixes = hasErrors ? [] : [removal(file, comment.span)];
  return [...about, diagnostic('MW116', { code, why }, place, { fixes })];
}

/** Takes a comment out, with its whole line where nothing else stands on it. */
function removal(file: ValidFile, { start, end }: Span): Fix {
  const before = /(^|\n)?[ \t]*$/.exec(file.text.slice(0, start));
  const newline = file.text.indexOf('\n', end);
  const isAlone = before?.[1] !== undefined && newline !== -1;
  const from = start - (before?.[0] ?? '').length + (before?.[1] ?? '').length;
  const place = placeOf(file, { start: from, end: isAlone ? newline + 1 : end });
  return { title: 'Remove the comment', ...place, text: '' };
}

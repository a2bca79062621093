import { CATALOG, diagnostic } from '../diagnostics/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { IgnoreComment } from './1-parse/ignore-comments.ts';
import { positionAt } from './1-parse/line-index.ts';
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
  return one.code === comment.code && isOnLine(comment, file, one);
}

function isOnLine(comment: IgnoreComment, file: ValidFile, one: Diagnostic): boolean {
  return one.file === file.path && one.start.line === positionAt(file.lines, comment.target).line;
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
  if (!Object.hasOwn(CATALOG, code))
    return [diagnostic('MW117', { text: code || 'mapwright-ignore' }, place)];
  const about: Diagnostic[] = [];
  if (reason === '') about.push(diagnostic('MW115', { code }, place));
  // In a file with errors the warning may only not have been reached.
  if (silences || file.gaps || file.value === undefined) return about;
  const isError = left.some((one) => isOn(comment, file, one));
  // An error on the line hides what else could be said of it.
  if (!isError && left.some((one) => one.severity === 'error' && isOnLine(comment, file, one))) return about;
  const why = isError ? ': it is an error, and errors cannot be silenced' : '';
  return [...about, diagnostic('MW116', { code, why }, place)];
}

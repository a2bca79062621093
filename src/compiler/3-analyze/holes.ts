import { positionAt } from '../1-parse/line-index.ts';
import type { ValidFile } from '../2-validate/validate-file.ts';
import type { Position } from '../../diagnostics/diagnostic.ts';

/** Whether something inside a mapping or list was wrong and is missing from its value. */
export function hasHole(file: ValidFile, container: object | undefined): boolean {
  const span = container && file.origins.get(container)?.span;
  if (!file.gaps || !span) return file.gaps;
  const [start, end] = [positionAt(file.lines, span.start), positionAt(file.lines, span.end)];
  return file.diagnostics.some((one) => !isBefore(one.start, start) && !isBefore(end, one.start));
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

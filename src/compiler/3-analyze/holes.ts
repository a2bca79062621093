import { offsetAt } from '../1-parse/line-index.ts';
import type { ValidFile } from '../2-validate/validate-file.ts';

/** Whether something inside a mapping or list was wrong and is missing from its value. */
export function hasHole(file: ValidFile, container: object | undefined): boolean {
  const span = container && file.origins.get(container)?.span;
  if (!file.gaps || !span) return file.gaps;
  return file.diagnostics.some((one) => {
    const offset = offsetAt(file.lines, one.start);
    return offset >= span.start && offset <= span.end;
  });
}

import type { Diagnostic } from './diagnostic.ts';
import type { Checked, Fixed } from './fix-in-rounds.ts';
import { summaryOf } from './summary.ts';

/** The machine form of `check --format json`: stable, see cli.md. After `--fix` it says what was fixed, too. */
export function renderJson(
  diagnostics: readonly Diagnostic[],
  maps: number,
  fixes?: Pick<Fixed<Checked>, 'fixed' | 'leftAlone'>,
): string {
  const answer = {
    diagnostics,
    summary: summaryOf(diagnostics, maps),
    ...(fixes ? { fixed: fixes.fixed, leftAlone: fixes.leftAlone } : {}),
  };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}

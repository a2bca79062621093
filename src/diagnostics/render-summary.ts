import { styleText } from 'node:util';
import type { Diagnostic } from './diagnostic.ts';
import { summaryOf } from './summary.ts';

/**
 * What a check comes to: a line of counts, and one that offers `--fix` where something can be fixed. `what` was checked,
 * so many of it.
 */
export function renderSummary(
  diagnostics: readonly Diagnostic[],
  count: number,
  color: boolean,
  what: 'map' | 'email' = 'map',
): string {
  const { errors, warnings } = summaryOf(diagnostics, count);
  const counts =
    errors + warnings === 0 ? 'no problems' : `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const style = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';
  const painted = color ? styleText(style, counts, { validateStream: false }) : counts;
  return `${plural(count, what)} checked: ${painted}\n${offer(diagnostics)}`;
}

function offer(diagnostics: readonly Diagnostic[]): string {
  const fixable = diagnostics.filter(({ fixes }) => fixes.length > 0).length;
  if (fixable === 0) return '';
  const some = fixable < diagnostics.length ? `${fixable} of them` : fixable === 1 ? 'It' : 'All of them';
  return `${some} can be fixed by \`mapwright check --fix\`.\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

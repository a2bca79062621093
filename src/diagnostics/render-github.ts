import { entryOf } from './catalog.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/**
 * Workflow commands of GitHub Actions, which become annotations on the lines of a pull request: one line each.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((one) => `${command(one)}\n`).join('');
}

function command({ code, severity, message, hint, file, start, end }: Diagnostic): string {
  // Columns may be sent only for a place on one line.
  const isOneLine = start.line === end.line;
  const properties = {
    file,
    line: start.line,
    ...(isOneLine ? { col: start.column } : {}),
    endLine: end.line,
    ...(isOneLine ? { endColumn: end.column } : {}),
    title: `${code} ${entryOf(code)?.title ?? ''}`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(',')}::${data(`${message}\n${hint}`)}`;
}

/** What follows the last `::`. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

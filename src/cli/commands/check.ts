import type { Check } from '../../compiler/compilation.ts';
import { checkMaps } from '../../compiler/compile-maps.ts';
import { fixInRounds, type Fixed } from '../../diagnostics/fix-in-rounds.ts';
import { renderFixes } from '../../diagnostics/render-fixes.ts';
import { renderSummary } from '../../diagnostics/render-summary.ts';
import { EXIT } from '../exit-codes.ts';
import { isFailing, renderReport } from '../render-report.ts';
import type { ReportFormat } from '../verbs/format-option.ts';

/** What `mapwright check` was asked for. */
export interface CheckOptions {
  /** The folder; it may lie outside the project. */
  path: string;
  format: ReportFormat;
  /** Warnings fail, too. */
  strict: boolean;
  /** Writes the fixes of the diagnostics into the files, and reports what is left. */
  fix?: boolean;
  color: boolean;
  /** Columns of the terminal; absent in a pipe. */
  width?: number;
  /** Takes the answer. */
  write: (text: string) => void;
  /** Takes what is no answer: what was fixed and what it comes to, where the format has no place for it. */
  say?: (text: string) => void;
}

/** Compiles a folder and reports what is wrong in it. Answers the exit code: 0, or 1 if something is. */
export async function runCheck(options: CheckOptions): Promise<number> {
  const { path, strict } = options;
  const fixes = options.fix ? await fixFiles(path) : undefined;
  const checked = fixes?.checked ?? (await checkMaps({ path }));
  options.write(answer(checked, fixes, options));
  if (options.format === 'sarif' || options.format === 'github') {
    const talk = renderSummary(checked.diagnostics, checked.maps, false);
    options.say?.(((fixes ? renderFixes(fixes, { color: false }) : '') + talk).trimEnd());
  }
  return isFailing(checked.diagnostics, strict) ? EXIT.failed : EXIT.done;
}

/** Everything is tried in memory first: a file is written once, and only when it got better by it. */
async function fixFiles(path: string): Promise<Fixed<Check>> {
  const before = new Map<string, string>();
  const fixes = await fixInRounds(async (edited) => {
    const checked = await checkMaps({ path, edited });
    for (const [file, text] of checked.sources) if (!edited.has(file)) before.set(file, text);
    return checked;
  });
  // Loaded here, as it needs Node's cryptography, which takes a while to start.
  const { writeEdits } = await import('../write-edits.ts');
  await writeEdits(before, fixes.edited);
  return fixes;
}

function answer(checked: Check, fixes: Fixed<Check> | undefined, options: CheckOptions): string {
  const { format, color, width } = options;
  const terminal = width ? { color, width } : { color };
  const report = renderReport({ format, ...checked, ...terminal, ...(fixes ? { fixes } : {}) });
  return (fixes && format === 'human' ? renderFixes(fixes, options) : '') + report;
}

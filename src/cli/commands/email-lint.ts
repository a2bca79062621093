import { compileMaps } from '../../compiler/compile-maps.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderSummary } from '../../diagnostics/render-summary.ts';
import { lintEmails } from '../../email/lint/lint-emails.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isFailing, renderReport } from '../render-report.ts';
import type { Terminal } from '../terminal.ts';
import type { ReportFormat } from '../verbs/format-option.ts';

/** `email lint`. */
export interface EmailLintOptions extends Terminal {
  /** Folder of maps. */
  path: string;
  format: ReportFormat;
  /** Warnings fail, too. */
  strict: boolean;
  /** Takes the answer. */
  write: (text: string) => void;
  /** Takes what it comes to, where the format has no place for it. */
  say: (text: string) => void;
}

/** Looks at all mails as they would be sent; where the folder does not compile, that is the report. */
export async function runEmailLint(options: EmailLintOptions): Promise<ExitCode> {
  const { path, format, strict, write, say, ...terminal } = options;
  const { diagnostics: found, maps, sources, output } = await compileMaps({ path });
  const diagnostics = output ? await lintEmails({ ...output, sources }) : found;
  if (format === 'human' && output) {
    const report = renderHuman(diagnostics, { sources, ...terminal });
    const summary = renderSummary(diagnostics, output.emails.length, terminal.color, 'email');
    write(report === '' ? summary : `${report}\n${summary}`);
  } else {
    write(renderReport({ format, diagnostics, maps, sources, ...terminal }));
  }
  if (format === 'sarif' || format === 'github')
    say(renderSummary(diagnostics, output?.emails.length ?? 0, false, 'email').trimEnd());
  return isFailing(diagnostics, strict) ? EXIT.failed : EXIT.done;
}

import { pathToFileURL } from 'node:url';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Check } from '../../compiler/compilation.ts';
import { checkMaps } from '../../compiler/compile-maps.ts';
import { fixInRounds, type Fixed } from '../../diagnostics/fix-in-rounds.ts';
import { renderFixes } from '../../diagnostics/render-fixes.ts';
import { renderGithub } from '../../diagnostics/render-github.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderJson } from '../../diagnostics/render-json.ts';
import { renderSarif } from '../../diagnostics/render-sarif.ts';
import { renderSummary } from '../../diagnostics/render-summary.ts';
import { EXIT } from '../exit-codes.ts';

/** How `check` answers: for people, for programs, for code scanning, or as annotations of GitHub Actions. */
export type CheckFormat = 'human' | 'json' | 'sarif' | 'github';

/** What `mapwright check` was asked for. */
export interface CheckOptions {
  /** The folder; it may lie outside the project. */
  path: string;
  format: CheckFormat;
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
  const failing = checked.diagnostics.some(
    ({ severity }) => severity === 'error' || (strict && severity === 'warning'),
  );
  return failing ? EXIT.failed : EXIT.done;
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
  const { diagnostics, maps, sources } = checked;
  const { color, width } = options;
  switch (options.format) {
    case 'json':
      return renderJson(diagnostics, maps, fixes);
    case 'sarif':
      return renderSarif(diagnostics, { version: packageJson.version, files: sources, root: rootUrl() });
    case 'github':
      return renderGithub(diagnostics);
    case 'human': {
      const report = renderHuman(diagnostics, { maps, sources, color, ...(width ? { width } : {}) });
      return (fixes ? renderFixes(fixes, options) : '') + report;
    }
  }
}

/** The working directory, to which all paths are relative. */
function rootUrl(): string {
  return `${pathToFileURL(process.cwd()).href}/`;
}

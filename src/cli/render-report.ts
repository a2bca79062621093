import { pathToFileURL } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Checked, Fixed } from '../diagnostics/fix-in-rounds.ts';
import { renderGithub } from '../diagnostics/render-github.ts';
import { renderHuman } from '../diagnostics/render-human.ts';
import { renderJson } from '../diagnostics/render-json.ts';
import { renderSarif } from '../diagnostics/render-sarif.ts';
import type { Terminal } from './terminal.ts';
import type { ReportFormat } from './verbs/format-option.ts';

/** What is reported, and to whom. */
interface Reported extends Terminal {
  format: ReportFormat;
  diagnostics: readonly Diagnostic[];
  /** How many maps were read. */
  maps: number;
  /** Texts of the files, by path. */
  sources: ReadonlyMap<string, string>;
  /** What was fixed before, for programs. */
  fixes?: Fixed<Checked>;
}

/** The report in one of the formats. `human` says at its end what the check comes to. */
export function renderReport({ format, diagnostics, maps, sources, fixes, ...terminal }: Reported): string {
  switch (format) {
    case 'json':
      return renderJson(diagnostics, maps, fixes);
    case 'sarif':
      return renderSarif(diagnostics, { version: packageJson.version, files: sources, root: rootUrl() });
    case 'github':
      return renderGithub(diagnostics);
    case 'human':
      return renderHuman(diagnostics, { maps, sources, ...terminal });
  }
}

/** Whether a check fails: by an error, or with `strict` by a warning, too. */
export function isFailing(diagnostics: readonly Diagnostic[], strict: boolean): boolean {
  return diagnostics.some(({ severity }) => severity === 'error' || (strict && severity === 'warning'));
}

/** The working directory, to which all paths are relative. */
function rootUrl(): string {
  return `${pathToFileURL(process.cwd()).href}/`;
}

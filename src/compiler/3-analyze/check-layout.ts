import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Report, Sources } from './sources.ts';

/** Checks that the shell of all emails has a place for their text. */
export function checkLayout({ layout }: Sources, report: Report): void {
  if (!layout || /\{\{\{?\s*body\s*\}?\}\}/.test(layout.text)) return;
  const start = { line: 1, column: 1 };
  const end = { line: 1, column: (layout.text.split(/\r?\n/, 1)[0] ?? '').length + 1 };
  report(diagnostic('MW417', {}, { file: layout.path, start, end }));
}

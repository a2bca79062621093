import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { ParsedFile } from '../1-parse/parsed-file.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import type { MergeFields, MergeSource } from './merge-fields.ts';
import type { Report, Sources } from './sources.ts';
import type { Templates } from './templates.ts';

/** What is needed to check a place that sends an email. */
interface EmailContext {
  doc: { file: ParsedFile };
  sources: Sources;
  templates: Templates;
  merge: MergeFields;
  report: Report;
}

/** Checks that the email named under `key` is there, and that its merge fields have values here. */
export function checkEmail(
  { doc, sources, templates, merge, report }: EmailContext,
  container: object,
  key: string,
  available: ReadonlySet<MergeSource>,
): void {
  const name = String((container as Record<string, unknown>)[key]);
  const place = valuePlace(doc.file, container, key);
  const uses = templates.get(name);
  if (!uses) {
    if (sources.broken.email.has(name)) return;
    report(diagnostic('MW302', { name, suggestion: suggestion(name, sources.emails.keys()) }, place));
    return;
  }
  for (const { path, place: used } of uses) {
    const from = merge.get(path)?.from ?? 'always';
    if (from === 'later' || available.has(from)) continue;
    const related = [{ message: 'used here', ...used }];
    if (from === 'program') {
      report(diagnostic('MW320', { what: `\`${path}\` of the email \`${name}\`` }, place, { related }));
    } else if (from !== 'always') {
      report(diagnostic('MW413', { email: name, name: path, where: WHERE[from] }, place, { related }));
    }
  }
}

const WHERE = {
  login: 'in `grantLogin`',
  sale: 'after a sale: in triggers on `sale-recorded`, `commission-earned` and `sale-refunded`, and in the program’s notice',
  commission:
    'after a commission: in triggers on `sale-recorded` and `commission-earned`, and in the program’s notice',
  milestone: 'in the steps of `milestones:`',
  approval: 'after an `approve` step',
} as const;

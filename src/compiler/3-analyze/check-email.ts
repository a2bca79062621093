import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { ParsedFile } from '../1-parse/parsed-file.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import type { Known } from './known.ts';
import type { MergeFields } from './merge-fields.ts';
import type { Report, Sources } from './sources.ts';
import type { Templates } from './templates.ts';

/** What is known where an email is sent. */
type EmailKnown = Pick<Known, 'from' | 'merges' | 'calls'>;

/** What is needed to check a place that sends an email. */
interface EmailContext {
  doc: { file: ParsedFile };
  sources: Sources;
  templates: Templates;
  merge: MergeFields;
  report: Report;
}

/** Checks that the email named under `key` is there, and that its merge fields have values for everybody who comes here. */
export function checkEmail(
  { doc, sources, templates, merge, report }: EmailContext,
  container: object,
  key: string,
  known: readonly EmailKnown[],
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
    const lacking = known.find((one) => !hasValue(path, one, merge));
    if (!lacking) continue;
    const related = [{ message: 'used here', ...used }];
    const when = known.length > 1 ? ` for those who come by ${lacking.from}` : '';
    const from = merge.get(path)?.from ?? 'always';
    if (from === 'program') {
      report(diagnostic('MW320', { what: `\`${path}\` of the email \`${name}\`` }, place, { related }));
    } else if (from !== 'always' && from !== 'marketing') {
      report(diagnostic('MW413', { email: name, name: path, when, where: WHERE[from] }, place, { related }));
    }
  }
}

function hasValue(path: string, { merges, calls }: EmailKnown, merge: MergeFields): boolean {
  const [, name = '', ...rest] = path.split('.');
  const from = merge.get(path)?.from ?? 'always';
  // Whether a mail can be unsubscribed from is a matter of the mail, and checked there.
  if (from !== 'call') return from === 'marketing' || merges.has(from);
  let inner: EventShape | string | undefined = calls[name];
  for (const part of rest) inner = typeof inner === 'object' ? inner[part] : undefined;
  return typeof inner === 'string';
}

const WHERE = {
  login: 'in `grantLogin`',
  sale: 'after a sale: in triggers on `sale-recorded`, `commission-earned`, `commission-payable` and `sale-refunded`, and in the program’s notice',
  commission:
    'after a commission: in triggers on `sale-recorded`, `commission-earned` and `commission-payable`, and in the program’s notice',
  sales: 'in the program’s notice',
  milestone: 'in the steps of `milestones:`',
  approval: 'after an `approve` step',
  call: 'behind the `call` step with this `as`',
} as const;

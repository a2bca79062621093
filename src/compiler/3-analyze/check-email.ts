import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import type { ParsedFile } from '../1-parse/parsed-file.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { forThose, type Known } from './known.ts';
import type { MapContext } from './map-context.ts';
import type { MergeFields } from './merge-fields.ts';
import { shapeAt } from './shape.ts';
import type { Report, Sources } from './sources.ts';
import type { Templates } from './templates.ts';

/** What is needed to check a place that sends an email. */
interface EmailContext {
  doc: { file: ParsedFile };
  sources: Sources;
  templates: Templates;
  merge: MergeFields;
  report: Report;
  /** Takes what only a map with a partner program has. */
  needsProgram?: MapContext['needsProgram'];
}

/** Checks that the email named under `key` is there, and that its merge fields have values for everybody who comes here. */
export function checkEmail(
  { doc, sources, templates, merge, report, needsProgram }: EmailContext,
  container: object,
  key: string,
  known: readonly Known[],
): void {
  const name = String((container as Record<string, unknown>)[key]);
  const place = valuePlace(doc.file, container, key);
  const uses = templates.get(name);
  if (!uses) {
    if (sources.broken.email.has(name)) return;
    const known = [...sources.emails.keys(), ...sources.broken.email];
    report(diagnostic('MW302', { name, suggestion: suggestion(name, known) }, place));
    return;
  }
  const lacking = uses.flatMap((use) => {
    const one = known.find((way) => !hasValue(use.path, way, merge));
    return one ? [{ ...use, by: one, from: merge.get(use.path)?.from ?? 'always' }] : [];
  });
  const [program] = lacking.filter(({ from }) => from === 'program');
  if (program) {
    const related = [{ message: 'used here', ...program.place }];
    needsProgram?.(`\`${program.path}\` of the email \`${name}\``, place, related);
  }
  const others = lacking.filter(({ from }) => from !== 'program');
  const [first] = others;
  if (!first || first.from === 'program') return;
  const related = others.map((use) => ({ message: `\`${use.path}\` is used here`, ...use.place }));
  const [, call = ''] = first.path.split('.');
  const when = forThose(first.by, first.from === 'call' ? `calls.${call}` : first.from, known);
  const names = listed(others.map(({ path }) => path));
  const args = { email: name, names, name: first.path, when, where: WHERE[first.from] };
  report(diagnostic('MW413', args, place, { related }));
}

function hasValue(path: string, { merges, calls }: Known, merge: MergeFields): boolean {
  const [, name = '', ...rest] = path.split('.');
  const from = merge.get(path)?.from ?? 'always';
  // Whether a mail can be unsubscribed from is a matter of the mail, and checked there.
  if (from !== 'call') return from === 'marketing' || merges.has(from);
  const found = shapeAt(calls, [name, ...rest]);
  return found !== undefined && (found === 'any' || 'type' in found);
}

const BEHIND = 'behind a trigger, a `waitFor` or a `goal` with `wait: true`';

const WHERE = {
  always: 'everywhere',
  marketing: 'in mails with a marketing topic',
  login: 'in `grantLogin`',
  sale: `${BEHIND} on \`sale-recorded\`, \`commission-earned\`, \`commission-payable\` or \`sale-refunded\`, and in the program’s notice`,
  commission: `${BEHIND} on \`sale-recorded\`, \`commission-earned\` or \`commission-payable\`, and in the program’s notice`,
  sales: `${BEHIND} on \`sale-recorded\`, \`commission-earned\` or \`commission-payable\`, and in the program’s notice`,
  payout: `${BEHIND} on \`commission-paid\``,
  milestone: 'in the steps of `milestones:`',
  approval: 'behind an `approve` step',
  call: 'behind the `call` step with this `as`, on every way to this step',
} as const;

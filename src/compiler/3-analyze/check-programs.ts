import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { ProgramDocument } from '../../language/program.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkEmail } from './check-email.ts';
import type { Fields } from './fields.ts';
import type { MergeFields } from './merge-fields.ts';
import { mayBeMissing, type Doc, type Report, type Sources } from './sources.ts';
import type { Templates } from './templates.ts';

/** What the checks of partner programs look at. */
interface ProgramContext {
  sources: Sources;
  fields: Fields;
  templates: Templates;
  merge: MergeFields;
  report: Report;
}

/** Checks every partner program, and that no two forms have one id. */
export function checkPrograms(context: ProgramContext): void {
  const forms = new Map<string, Doc<ProgramDocument>>();
  for (const doc of context.sources.programs.values()) {
    const { commission, notifyPartner, signUpForm } = doc.value;
    if (commission?.percent !== undefined) checkPercent(commission, commission.percent, doc, context.report);
    if (notifyPartner?.commissionEarned) {
      const available = new Set(['always', 'program', 'sale', 'commission'] as const);
      checkEmail({ ...context, doc }, notifyPartner.commissionEarned, 'email', available);
    }
    if (!signUpForm) continue;
    checkForm(signUpForm, doc, context);
    const first = forms.get(signUpForm.id);
    forms.set(signUpForm.id, first ?? doc);
    if (!first?.value.signUpForm) continue;
    const related = [
      { message: 'first defined here', ...valuePlace(first.file, first.value.signUpForm, 'id') },
    ];
    const place = valuePlace(doc.file, signUpForm, 'id');
    context.report(diagnostic('MW309', { what: 'form', name: signUpForm.id }, place, { related }));
  }
}

const PERCENT_DIGITS = 2;

function checkPercent(commission: object, percent: number, doc: Doc<ProgramDocument>, report: Report): void {
  if (Number(percent.toFixed(PERCENT_DIGITS)) === percent) return;
  const args = {
    value: String(percent),
    what: 'a percentage',
    digits: PERCENT_DIGITS,
    example: percent.toFixed(PERCENT_DIGITS),
  };
  report(diagnostic('MW313', args, valuePlace(doc.file, commission, 'percent')));
}

function checkForm(
  form: NonNullable<ProgramDocument['signUpForm']>,
  doc: Doc<ProgramDocument>,
  { fields, sources, report }: ProgramContext,
): void {
  const seen = new Map<string, number>();
  form.fields.forEach((one, index) => {
    const name = typeof one === 'string' ? one : one.field;
    const placeAt = (at: number) => {
      const item = form.fields[at];
      return typeof item === 'object'
        ? valuePlace(doc.file, item, 'field')
        : valuePlace(doc.file, form.fields, at);
    };
    const place = placeAt(index);
    const first = seen.get(name);
    if (first !== undefined) {
      const related = [{ message: 'first asked here', ...placeAt(first) }];
      report(diagnostic('MW309', { what: 'field', name }, place, { related }));
    } else seen.set(name, index);
    const field = fields.get(name);
    const askable = [...fields.values()].filter(({ input }) => input).map((known) => known.name);
    if (!field) {
      if (mayBeMissing(sources, 'contact')) return;
      report(diagnostic('MW306', { name, suggestion: suggestion(name, askable) }, place));
    } else if (!field.input) {
      const why = field.of === 'own' ? 'it holds an instant' : 'the system fills it in';
      report(diagnostic('MW328', { name, why }, place));
    }
  });
  if (!seen.has('email') && !doc.file.gaps)
    report(diagnostic('MW327', {}, keyPlace(doc.file, form, 'fields')));
}

import { diagnostic } from '../../diagnostics/catalog.ts';
import { suggestion } from '../../diagnostics/suggest.ts';
import type { ProgramDocument } from '../../language/program.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import type { ProgramContext } from './check-programs.ts';
import { mayBeMissing, type Doc } from './sources.ts';

/** Checks that a form asks for fields that can be asked, each once, and for the address. */
export function checkForm(
  form: NonNullable<ProgramDocument['signUpForm']>,
  doc: Doc<ProgramDocument>,
  { fields, sources, report }: ProgramContext,
): void {
  const seen = new Map<string, number>();
  const names = form.fields.map((one) => (typeof one === 'string' ? one : one.field));
  names.forEach((name, index) => {
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
      report(diagnostic('MW306', { name, suggestion: suggestion(name, askable, names) }, place));
    } else if (!field.input) {
      const why = field.of === 'own' ? 'a form has no way to ask for such a value' : 'the system fills it in';
      report(diagnostic('MW328', { name, why }, place));
    }
  });
  if (!seen.has('email') && !doc.file.gaps)
    report(diagnostic('MW327', {}, keyPlace(doc.file, form, 'fields')));
}

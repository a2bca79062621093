import type { ProgramDocument } from '../../language/program.generated.ts';
import type { FormField, PartnerProgram, Settings } from '../../program/settings.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { currencyOf } from '../3-analyze/currency.ts';
import type { Fields } from '../3-analyze/fields.ts';

/** What pages, ledger and mailer need of the partner programs and the sending policy. */
export function emitSettings({ sources, fields }: Analysis, programs: readonly ProgramDocument[]): Settings {
  const sending = sources.sending?.value;
  if (!sending) throw new Error('There is no sending policy, and analysis did not say so.');
  return {
    programs: Object.fromEntries(programs.map((program) => [program.program, emitProgram(program, fields)])),
    sending: { from: sending.from, postalAddress: sending.postalAddress, teams: sending.teams ?? {} },
  };
}

function emitProgram(program: ProgramDocument, fields: Fields): PartnerProgram {
  const currency = currencyOf(program.currency);
  if (!currency) throw new Error(`The currency ${program.currency} passed validation.`);
  const { signUpForm } = program;
  return {
    name: program.program,
    title: program.title ?? program.program,
    currency,
    locale: program.locale ?? 'en',
    timeZone: program.timeZone ?? 'UTC',
    commissionBasisPoints: Math.round((program.commission?.percent ?? 0) * 100),
    ...(signUpForm
      ? { signUpForm: { id: signUpForm.id, fields: formFields(signUpForm.fields, fields) } }
      : {}),
    links: program.links ?? [],
  };
}

type SourceFields = NonNullable<ProgramDocument['signUpForm']>['fields'];

function formFields(list: SourceFields, fields: Fields): FormField[] {
  return list.map((one) => {
    const name = typeof one === 'string' ? one : one.field;
    const field = fields.get(name);
    return {
      name,
      label: labelOf(name),
      type: field?.input ?? 'string',
      // Without an address nobody could be written to.
      required: name === 'email' || (typeof one !== 'string' && (one.required ?? false)),
      ...(field?.values ? { values: field.values } : {}),
    };
  });
}

/** "firstName" is asked for as "First name". */
function labelOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

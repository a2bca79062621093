import type { ProgramDocument } from '../../language/program.generated.ts';
import type { FieldLiteral } from '../../program/program.ts';
import type { Settings } from '../../program/settings.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { storedValue } from '../3-analyze/field-values.ts';
import { emitProgram } from './emit-program.ts';
import { emitSending } from './emit-sending.ts';
import { optional } from './steps/step-emitter.ts';

/** What pages, ledger and mailer need of the partner programs, the contact's fields and the sending policy. */
export function emitSettings(analysis: Analysis, programs: readonly ProgramDocument[]): Settings {
  const { sources, fields } = analysis;
  const sending = sources.sending?.value;
  if (!sending) throw new Error('There is no sending policy, and analysis did not say so.');
  return {
    programs: Object.fromEntries(programs.map((program) => [program.program, emitProgram(program, fields)])),
    sending: emitSending(sending),
    ...optional('defaults', defaultsOf(analysis)),
  };
}

function defaultsOf({ sources, fields }: Analysis): Record<string, FieldLiteral> | undefined {
  const declared = Object.entries(sources.contact?.value.fields ?? {});
  const defaults = declared.flatMap(([name, { default: value }]) => {
    const field = fields.get(name);
    if (value === undefined || !field) return [];
    return [[name, storedValue(value, field.type, field.currency)] as const];
  });
  return defaults.length > 0 ? (Object.fromEntries(defaults) as Record<string, FieldLiteral>) : undefined;
}

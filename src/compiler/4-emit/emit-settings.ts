import type { ProgramDocument } from '../../language/program.generated.ts';
import type { OwnField, Settings } from '../../program/settings.ts';
import type { Analysis } from '../3-analyze/analyze.ts';
import { storedValue } from '../3-analyze/field-values.ts';
import { emitEvents } from './emit-declared.ts';
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
    ...optional('fields', ownFields(analysis)),
    ...optional('events', emitEvents(analysis)),
  };
}

function ownFields({ sources, fields }: Analysis): Record<string, OwnField> | undefined {
  const declared = Object.entries(sources.contact?.value.fields ?? {});
  const own = declared.flatMap(([name, { type, values, default: written }]) => {
    const field = fields.get(name);
    if (!field) return [];
    const value = written === undefined ? undefined : storedValue(written, field.type, field.currency);
    return [
      [
        name,
        {
          type,
          ...optional('values', values),
          ...optional('currency', field.currency),
          ...optional('default', value),
        },
      ] as const,
    ];
  });
  return own.length > 0 ? Object.fromEntries<OwnField>(own) : undefined;
}

import type { EventShape } from '../../program/event-shapes.ts';
import type { ValidFile } from '../2-validate/validate-file.ts';
import { checkDeclared, type DeclaredType } from './check-declared.ts';
import { currencyOf } from './currency.ts';
import { fieldTypeOf, type Field } from './fields.ts';
import type { Report, Sources } from './sources.ts';
import { allSteps, type Door } from './step-tree.ts';

/** An activity of one's own, as activities.yaml describes it. */
export interface Activity {
  /** What it takes, by name; absent: anything. */
  input?: ReadonlyMap<string, Field>;
  /** What it answers; absent: nothing that a map could read. */
  output?: EventShape;
}

type Declared = Readonly<Record<string, DeclaredType>>;

/** Checks the types that custom events and activities declare. */
export function checkShapes({ events, activities }: Sources, report: Report): void {
  const check = (declared: Declared | undefined, file: ValidFile): void => {
    for (const name of Object.keys(declared ?? {})) checkDeclared(declared ?? {}, name, file, report);
  };
  if (events) for (const { data } of Object.values(events.value.events)) check(data, events.file);
  if (!activities) return;
  for (const { input, output } of Object.values(activities.value.activities)) {
    check(input, activities.file);
    check(output, activities.file);
  }
}

/** What custom events carry, by their names. */
export function customEventsOf({ events }: Sources): Map<string, EventShape> {
  const declared = Object.entries(events?.value.events ?? {});
  return new Map(declared.map(([name, { data }]) => [name, shapeOf(data ?? {})]));
}

/** Activities of one's own, by name. */
export function activitiesOf({ activities }: Sources): Map<string, Activity> {
  const declared = Object.entries(activities?.value.activities ?? {});
  return new Map(
    declared.map(([name, { input, output }]) => [
      name,
      { ...(input ? { input: fieldsIn(input) } : {}), ...(output ? { output: shapeOf(output) } : {}) },
    ]),
  );
}

/** What the `call` steps behind some doors answer, by the names in `as`. */
export function outputsIn(
  doors: readonly Door[],
  activities: ReadonlyMap<string, Activity>,
): Record<string, EventShape> {
  const outputs: Record<string, EventShape> = {};
  for (const { step } of doors.flatMap(({ steps }) => [...allSteps(steps)])) {
    if (typeof step === 'string' || !('call' in step) || step.call.as === undefined) continue;
    const output = activities.get(step.call.activity)?.output;
    if (output) outputs[step.call.as] = { ...outputs[step.call.as], ...output };
  }
  return outputs;
}

function shapeOf(declared: Declared): EventShape {
  return Object.fromEntries(Object.entries(declared).map(([name, { type }]) => [name, fieldTypeOf(type)]));
}

function fieldsIn(declared: Declared): Map<string, Field> {
  return new Map(
    Object.entries(declared).map(([name, { type, values, currency }]) => {
      const money = currency === undefined ? undefined : currencyOf(currency);
      const field: Field = {
        name,
        type: fieldTypeOf(type),
        of: 'own',
        ...(values ? { values } : {}),
        ...(money ? { currency: money } : {}),
      };
      return [name, field];
    }),
  );
}

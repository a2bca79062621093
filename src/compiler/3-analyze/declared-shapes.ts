import type { ValidFile } from '../2-validate/validate-file.ts';
import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import { checkDeclared, type DeclaredType } from './check-declared.ts';
import { currencyOf } from './currency.ts';
import { builtInEvents } from './event-shape.ts';
import { fieldTypeOf, formOfText, type Field } from './fields.ts';
import { NOTHING, type Composite, type Shape } from './shape.ts';
import type { Report, Sources } from './sources.ts';
import { allSteps, type Door } from './step-tree.ts';

/** An activity of one's own, as activities.yaml describes it. */
export interface Activity {
  /** What it takes, by name; absent: anything. */
  input?: ReadonlyMap<string, Field>;
  /** What it answers; absent: nothing that a map could read. */
  output?: Shape;
}

type Declared = Readonly<Record<string, DeclaredType>>;

/** Checks the types that custom events and activities declare. */
export function checkShapes({ events, activities }: Sources, report: Report): void {
  const check = (declared: Declared | undefined, file: ValidFile): void => {
    for (const name of Object.keys(declared ?? {})) checkDeclared(declared ?? {}, name, file, report);
  };
  for (const [name, { data }] of Object.entries(events?.value.events ?? {})) {
    if (!events) continue;
    check(data, events.file);
    if (builtInEvents().includes(name))
      report(diagnostic('MW326', { name, what: 'event' }, keyPlace(events.file, events.value.events, name)));
  }
  if (!activities) return;
  for (const { input, output } of Object.values(activities.value.activities)) {
    check(input, activities.file);
    check(output, activities.file);
  }
}

/** What custom events carry, by their names. */
export function customEventsOf({ events }: Sources): Map<string, Shape> {
  const declared = Object.entries(events?.value.events ?? {});
  return new Map(declared.map(([name, { data }]) => [name, shapeOf(data ?? {}, events?.file)]));
}

/** Activities of one's own, by name. */
export function activitiesOf({ activities }: Sources): Map<string, Activity> {
  const declared = Object.entries(activities?.value.activities ?? {});
  return new Map(
    declared.map(([name, { input, output }]) => [
      name,
      {
        // In a file with gaps what is not declared may have been, and wrong.
        ...(input && !activities?.file.gaps ? { input: fieldsIn(input) } : {}),
        ...(output || activities?.file.gaps ? { output: shapeOf(output ?? {}, activities?.file) } : {}),
      },
    ]),
  );
}

/** What the `call` steps behind some doors answer, by the names in `as`; `any` where it cannot be known. */
export function outputsIn(
  doors: readonly Door[],
  activities: ReadonlyMap<string, Activity>,
): Record<string, Shape> {
  const outputs: Record<string, Shape> = {};
  for (const { step } of doors.flatMap(({ steps }) => [...allSteps(steps)])) {
    if (typeof step === 'string' || !('call' in step) || step.call.as === undefined) continue;
    const { as, activity } = step.call;
    const output = activities.get(activity)?.output ?? 'any';
    outputs[as] = together(outputs[as] ?? NOTHING, output);
  }
  return outputs;
}

function together(a: Shape, b: Shape): Shape {
  if (a === 'any' || b === 'any' || !('attributes' in a) || !('attributes' in b)) return 'any';
  return { attributes: { ...a.attributes, ...b.attributes } };
}

function shapeOf(declared: Declared, file: ValidFile | undefined): Shape {
  if (file?.gaps) return 'any';
  const composite: Composite = { attributes: Object.fromEntries(fieldsIn(declared)) };
  return composite;
}

function fieldsIn(declared: Declared): Map<string, Field> {
  return new Map(
    Object.entries(declared).map(([name, { type, values, currency }]) => {
      const money = currency === undefined ? undefined : currencyOf(currency);
      const field: Field = {
        name,
        type: fieldTypeOf(type),
        of: 'own',
        ...formOfText(type),
        ...(values ? { values } : {}),
        ...(money ? { currency: money } : {}),
      };
      return [name, field];
    }),
  );
}

import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import type { Scenario } from '../../language/scenario.generated.ts';
import type { Currency } from '../../program/program.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkName } from './check-names.ts';
import { currencyOf } from './currency.ts';
import type { Activity } from './declared-shapes.ts';
import { checkValue, notOfType, type ValueField } from './field-values.ts';
import type { Fields } from './fields.ts';
import { attributesOf, shapeAt, type Shape } from './shape.ts';
import { implicitEnds } from './implicit-ends.ts';
import { mayBeMissing, type Doc, type Report, type Sources } from './sources.ts';
import { allSteps, type Door, type StepNode } from './step-tree.ts';

/** What the checks of scenarios look at. */
export interface AllScenarios {
  sources: Sources;
  fields: Fields;
  customEvents: ReadonlyMap<string, Shape>;
  activities: ReadonlyMap<string, Activity>;
  /** The doors of each map, by its name. */
  doors: ReadonlyMap<string, readonly Door[]>;
  report: Report;
}

/** What the check of one scenario looks at. */
export interface ScenarioContext extends AllScenarios {
  doc: Doc<Scenario>;
  maps: string[];
  /** Of the partner program of its maps. */
  currency: Currency | undefined;
}

/** What the checks of fields look at, in a scenario or a population. */
export type FieldsContext = Pick<ScenarioContext, 'currency' | 'fields' | 'report' | 'sources'> & {
  doc: Doc<object>;
};

/** Emails that the system writes itself. */
const BUILT_IN_EMAILS: readonly string[] = ['approval-request', 'task-request'];

/** An email of a file, or one of the built-in ones. */
export function checkExpectedEmail(context: ScenarioContext, container: object, key: string): void {
  const { emails, broken } = context.sources;
  checkName(context, 'MW302', container, key, [...emails.keys(), ...BUILT_IN_EMAILS, ...broken.email], false);
}

/** A step of the scenario's maps; implicit ends are some, too. */
type KnownStep = Pick<StepNode, 'id' | 'kind' | 'step'>;

/** Checks that a step of the scenario's maps stands under a key, and answers it. */
export function stepIn(
  context: ScenarioContext,
  container: object,
  key: string | number,
): KnownStep | undefined {
  const name = String((container as Record<string | number, unknown>)[key]);
  return stepNamedIn(context, name, valuePlace(context.doc.file, container, key));
}

/** Checks that the scenario's maps have a step, and answers it; `place` is where it is named. */
export function stepNamedIn(context: ScenarioContext, name: string, place: Place): KnownStep | undefined {
  const { doors, maps, sources, report } = context;
  const behind = maps.flatMap((map) => doors.get(map) ?? []);
  const steps = new Map(behind.flatMap((door) => [...allSteps(door.steps)]).map((node) => [node.id, node]));
  const ends = implicitEnds(behind);
  const known = [...steps.keys(), ...ends];
  const uncertain = maps.some((map) => sources.maps.get(map)?.file.gaps ?? true);
  if (!uncertain && !known.includes(name)) {
    const args = {
      where: `the map${maps.length > 1 ? 's' : ''} ${listed(maps)}`,
      name,
      suggestion: suggestion(name, known),
    };
    report(diagnostic('MW307', args, place));
  }
  return steps.get(name) ?? (ends.has(name) ? { id: name, kind: 'end', step: 'end' } : undefined);
}

/** Checks that the keys of a mapping are contact fields. */
export function checkFieldNames({ doc, fields, sources, report }: FieldsContext, values: object): void {
  const known = [...fields.keys()];
  for (const name of Object.keys(values)) {
    if (known.includes(name) || mayBeMissing(sources, 'contact')) continue;
    const place = keyPlace(doc.file, values, name);
    const near = suggestion(name, known, Object.keys(values));
    report(diagnostic('MW306', { name, suggestion: near }, place));
  }
}

/** Checks one value; `null` is one that is not set. */
export function checkGivenValue(
  context: FieldsContext,
  values: object,
  name: string,
  field: ValueField,
): void {
  const value = (values as Record<string, unknown>)[name] as string | number | boolean | object | null;
  if (value === null) return;
  const place = valuePlace(context.doc.file, values, name);
  if (typeof value === 'object') return context.report(notOfType(value, field, place));
  checkValue(value, field, field.currency ?? context.currency, place, context.report);
}

/** Checks data against the values that were declared for it; `where` names them: "the data of `x`". */
export function checkDeclaredData(
  context: ScenarioContext,
  data: object,
  declared: Shape,
  where: string,
): void {
  const { doc, report } = context;
  if (declared === 'any') return;
  const known = attributesOf(declared);
  for (const key of Object.keys(data)) {
    const attribute = shapeAt(declared, [key]);
    if (attribute === undefined) {
      const allowed = listed(known) || 'none';
      const args = { key, where, allowed, suggestion: suggestion(key, known, Object.keys(data)) };
      report(diagnostic('MW203', args, keyPlace(doc.file, data, key)));
    } else if (attribute !== 'any' && 'type' in attribute) {
      checkGivenValue(context, data, key, { ...attribute, name: key });
    }
  }
}

/** Checks that fields are there, and that the values are of their types. */
export function checkFieldValues(context: FieldsContext, values: object): void {
  checkFieldNames(context, values);
  for (const name of Object.keys(values)) {
    const field = context.fields.get(name);
    if (field && field.type !== 'list') checkGivenValue(context, values, name, field);
  }
}

/** The currency of the partner program that maps belong to. */
export function currencyIn(maps: readonly string[], { maps: all, programs }: Sources): Currency | undefined {
  const name = maps.map((map) => all.get(map)?.value.program).find(Boolean);
  const program = name === undefined ? undefined : programs.get(name);
  return program && currencyOf(program.value.currency);
}

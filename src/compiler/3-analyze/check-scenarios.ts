import { diagnostic } from '../../diagnostics/catalog.ts';
import { listed, suggestion } from '../../diagnostics/suggest.ts';
import type { Scenario } from '../../language/scenario.generated.ts';
import type { EventShape } from '../../program/event-shapes.ts';
import type { Currency } from '../../program/program.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkName } from './check-names.ts';
import { checkTimeline } from './check-timeline.ts';
import { currencyOf } from './currency.ts';
import type { Activity } from './declared-shapes.ts';
import { checkValue } from './field-values.ts';
import type { Fields } from './fields.ts';
import { mayBeMissing, type Doc, type Report, type Sources } from './sources.ts';
import { allSteps, type Door, type StepNode } from './step-tree.ts';

/** What the checks of scenarios look at. */
interface AllScenarios {
  sources: Sources;
  fields: Fields;
  customEvents: ReadonlyMap<string, EventShape>;
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

/** Checks that what scenarios name is there. */
export function checkScenarios(all: AllScenarios): void {
  for (const doc of all.sources.scenarios) {
    const maps = [doc.value.map].flat();
    checkScenario({ ...all, doc, maps, currency: currencyIn(maps, all.sources) });
  }
}

/** Emails that the system writes itself. */
const BUILT_IN_EMAILS: readonly string[] = ['approval-request'];

function checkScenario(context: ScenarioContext): void {
  const { doc, maps, sources } = context;
  const { value } = doc;
  maps.forEach((_name, index) => {
    const [container, key] = Array.isArray(value.map) ? [value.map, index] : [value, 'map'];
    checkName(context, 'MW331', container, key, [...sources.maps.keys()], sources.broken.map.size > 0);
  });
  checkFieldNames(context, value.contact);
  checkTimeline(value.timeline, context);
  const { expect = {} } = value;
  for (const list of [expect.emails, expect.teamEmails, expect.skipped]) {
    for (const mail of list ?? []) checkExpectedEmail(context, mail, 'template');
  }
  expect.standsAt?.forEach((_id, index, list) => stepIn(context, list, index));
  if (expect.fields) checkFieldValues(context, expect.fields);
  checkThresholds(context);
}

/** An email of a file, or one of the built-in ones. */
export function checkExpectedEmail(context: ScenarioContext, container: object, key: string): void {
  const { emails, broken } = context.sources;
  checkName(context, 'MW302', container, key, [...emails.keys(), ...BUILT_IN_EMAILS, ...broken.email], false);
}

/** Checks that a step of the scenario's maps is named; answers it when it is more than a trigger's implicit end. */
export function stepIn(
  context: ScenarioContext,
  container: object,
  key: string | number,
): StepNode | undefined {
  const { doc, doors, maps, sources, report } = context;
  const behind = maps.flatMap((map) => doors.get(map) ?? []);
  const steps = new Map(behind.flatMap((door) => [...allSteps(door.steps)]).map((node) => [node.id, node]));
  const ends = behind.flatMap(({ kind, name }) => (kind === 'trigger' ? [`${name}.end`] : []));
  const known = [...steps.keys(), ...ends];
  const name = String((container as Record<string | number, unknown>)[key]);
  const uncertain = maps.some((map) => sources.maps.get(map)?.file.gaps ?? true);
  if (!uncertain && !known.includes(name)) {
    const args = { map: maps.join(', '), name, suggestion: suggestion(name, known) };
    report(diagnostic('MW307', args, valuePlace(doc.file, container, key)));
  }
  return steps.get(name);
}

/** Checks that the keys of a mapping are contact fields. */
export function checkFieldNames({ doc, fields, sources, report }: ScenarioContext, values: object): void {
  const known = [...fields.keys()];
  for (const name of Object.keys(values)) {
    if (known.includes(name) || mayBeMissing(sources, 'contact')) continue;
    const place = keyPlace(doc.file, values, name);
    report(diagnostic('MW306', { name, suggestion: suggestion(name, known) }, place));
  }
}

/** Checks that fields are there, and that the values are of their types. */
export function checkFieldValues(context: ScenarioContext, values: object): void {
  checkFieldNames(context, values);
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    const field = context.fields.get(name);
    // Instants are written as texts and lists as lists: the simulator reads both.
    if (!field || field.type === 'instant' || typeof value === 'object') continue;
    const place = valuePlace(context.doc.file, values, name);
    checkValue(
      value as string | number | boolean,
      field,
      field.currency ?? context.currency,
      place,
      context.report,
    );
  }
}

function checkThresholds({ doc, maps, sources, report }: ScenarioContext): void {
  const expected = doc.value.expect?.milestones;
  const written = maps.map((map) => sources.maps.get(map));
  if (!expected || written.some((map) => !map || map.file.gaps)) return;
  const blocks = written.flatMap((map) => Object.values(map?.value.milestones ?? {}));
  const known = blocks.flatMap(({ at }) => at.map((one) => (typeof one === 'number' ? one : one.value)));
  expected.forEach((value, index) => {
    if (known.includes(value)) return;
    const args = { value, map: maps.join(', '), known: listed(known.map(String)) };
    report(diagnostic('MW374', args, valuePlace(doc.file, expected, index)));
  });
}

function currencyIn(maps: readonly string[], { maps: all, programs }: Sources): Currency | undefined {
  const name = maps.map((map) => all.get(map)?.value.program).find(Boolean);
  const program = name === undefined ? undefined : programs.get(name);
  return program && currencyOf(program.value.currency);
}

import type { MapDocument } from '../../language/map.generated.ts';
import { checkPrograms } from './check-programs.ts';
import type { Collected } from './collect.ts';
import { activitiesOf, checkShapes, customEventsOf, outputsIn, type Activity } from './declared-shapes.ts';
import { expressionChecker, type ExpressionChecker } from './expressions.ts';
import type { Fields } from './fields.ts';
import { collecting, type Findings } from './findings.ts';
import { mergeFieldsOf, type MergeFields } from './merge-fields.ts';
import { doorsOf } from './read-doors.ts';
import { fieldsOf } from './read-fields.ts';
import type { Shape } from './shape.ts';
import type { Doc, Sources } from './sources.ts';
import { allSteps, type Door } from './step-tree.ts';
import { readTemplates, type Templates } from './templates.ts';

/** A map of which only the steps are known. */
export interface Draft {
  doc: Doc<MapDocument>;
  doors: Door[];
  /** What its `call` steps make available to emails, as texts: the only part of a map that concerns all others. */
  calls: string[];
  /** Whether what is right in it depends on which other maps there are. */
  namesMaps: boolean;
}

/** What the documents say that all maps share. */
export interface Shared extends Findings {
  fields: Fields;
  templates: Templates;
  merge: MergeFields;
  expressions: ExpressionChecker;
  customEvents: ReadonlyMap<string, Shape>;
  activities: ReadonlyMap<string, Activity>;
}

/** Reads the steps of a map. */
export function draftOf(doc: Doc<MapDocument>): Draft {
  const doors = doorsOf(doc.value);
  const steps = doors.flatMap((door) => [...allSteps(door.steps)]).map(({ step }) => step);
  const calls = steps.flatMap((step) => (typeof step === 'object' && 'call' in step ? [step.call] : []));
  const named = calls.filter(({ as }) => as !== undefined);
  return {
    doc,
    doors,
    calls: named.map(({ activity, as }) => `${activity} as ${as}`),
    namesMaps: steps.some((step) => typeof step === 'object' && 'map' in step),
  };
}

/** All that what maps share is made of. */
export function basisOfShared({ files }: Collected, drafts: readonly Draft[]): unknown[] {
  const others = files.filter(({ kind }) => kind !== 'map' && kind !== 'scenario' && kind !== 'population');
  return [...drafts.flatMap(({ calls }) => calls), ...others];
}

/** Finds out what the documents say that all maps share, and whether it is right. */
export function readShared(sources: Sources, drafts: readonly Draft[]): Shared {
  const { report, ...findings } = collecting();
  const fields = fieldsOf(sources, report);
  checkShapes(sources, report);
  const activities = activitiesOf(sources);
  const doors = drafts.flatMap((draft) => draft.doors);
  const merge = mergeFieldsOf(fields, outputsIn(doors, activities));
  const templates = readTemplates(sources, merge, report);
  checkPrograms({ sources, fields, templates, merge, report });
  return {
    ...findings,
    fields,
    templates,
    merge,
    expressions: expressionChecker(fields),
    customEvents: customEventsOf(sources),
    activities,
  };
}

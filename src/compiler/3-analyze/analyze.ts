import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { MapDocument } from '../../language/map.generated.ts';
import { checkCondition, NOTHING_KNOWN } from './check-condition.ts';
import { checkDoors } from './check-doors.ts';
import { checkFlow } from './check-flow.ts';
import { checkLayout } from './check-layout.ts';
import { checkMilestones } from './check-milestones.ts';
import { checkMoved } from './check-moved.ts';
import { checkPrograms } from './check-programs.ts';
import { checkScenarios } from './check-scenarios.ts';
import { checkSending } from './check-sending.ts';
import { checkStepIds } from './check-step-ids.ts';
import { checkSteps } from './check-steps.ts';
import { checkTriggers } from './check-triggers.ts';
import { collect, type Collected } from './collect.ts';
import { activitiesOf, checkShapes, customEventsOf, outputsIn } from './declared-shapes.ts';
import { expressionChecker } from './expressions.ts';
import { factsOf } from './facts.ts';
import type { Fields } from './fields.ts';
import { flowOf } from './flow.ts';
import { mapContext, type MapContext } from './map-context.ts';
import { mergeFieldsOf, type MergeFields } from './merge-fields.ts';
import type { Doc, Report, Sources } from './sources.ts';
import { doorsOf } from './read-doors.ts';
import { fieldsOf } from './read-fields.ts';
import type { Door } from './step-tree.ts';
import { readTemplates, type Templates } from './templates.ts';

/** A map whose meaning is known. */
export interface AnalyzedMap {
  doc: Doc<MapDocument>;
  doors: Door[];
  /** Contact fields that its expressions, triggers and milestones read. */
  reads: ReadonlySet<string>;
}

/** Everything that emitting needs. */
export interface Analysis {
  sources: Sources;
  fields: Fields;
  templates: Templates;
  merge: MergeFields;
  maps: AnalyzedMap[];
  diagnostics: Diagnostic[];
  /** What is right, and what this version does not run. */
  notYet: Diagnostic[];
}

/** Finds out what all documents mean together. `folder` is where a missing file would be. */
export function analyze(collected: Collected, folder: string): Analysis {
  const diagnostics: Diagnostic[] = [];
  const notYet: Diagnostic[] = [];
  const report: Report = (one) => diagnostics.push(one);
  const later: Report = (one) => notYet.push(one);
  const sources = collect(collected, report);
  checkSending(sources, folder, report);
  checkLayout(sources, report);
  const fields = fieldsOf(sources, report);
  checkShapes(sources, report);
  const activities = activitiesOf(sources);
  const drafts = [...sources.maps.values()].map((doc) => ({ doc, doors: doorsOf(doc.value) }));
  const merge = mergeFieldsOf(
    fields,
    outputsIn(
      drafts.flatMap(({ doors }) => doors),
      activities,
    ),
  );
  const templates = readTemplates(sources, merge, { report, later });
  const base = { sources, fields, templates, merge, report, later };
  checkPrograms(base);
  const shared = {
    ...base,
    expressions: expressionChecker(fields),
    customEvents: customEventsOf(sources),
    activities,
  };
  const maps = drafts.map((draft) => analyzeMap(draft, shared));
  checkScenarios({ ...shared, doors: new Map(maps.map(({ doc, doors }) => [doc.value.map, doors])) });
  return { sources, fields, templates, merge, maps, diagnostics, notYet };
}

function analyzeMap(
  { doc, doors }: Pick<AnalyzedMap, 'doc' | 'doors'>,
  shared: Parameters<typeof mapContext>[2],
): AnalyzedMap {
  const flow = flowOf(doors);
  const context: MapContext = mapContext(doc, flow, shared);
  checkStepIds(doors, context);
  checkTriggers(doors, context);
  checkMilestones(doors, context);
  checkCondition(context, doc.value, 'exitWhen', [NOTHING_KNOWN]);
  const { facts, reached } = factsOf(doors, flow, context);
  checkSteps(doors, facts, context);
  checkFlow(doors, flow, reached, context);
  checkDoors(doors, context);
  checkMoved(doors, context);
  return { doc, doors, reads: context.reads };
}

import { diagnostic } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { MapDocument } from '../../language/map.generated.ts';
import { checkLayout } from './check-layout.ts';
import { checkMilestones } from './check-milestones.ts';
import { checkPrograms } from './check-programs.ts';
import { checkScenarios } from './check-scenarios.ts';
import { checkStepIds } from './check-step-ids.ts';
import { checkSteps } from './check-steps.ts';
import { checkTriggers } from './check-triggers.ts';
import { collect, type Collected } from './collect.ts';
import { expressionChecker } from './expressions.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { mapContext, type MapContext } from './map-context.ts';
import type { MergeFields } from './merge-fields.ts';
import type { Doc, Report, Sources } from './sources.ts';
import { doorsOf, type Door } from './step-tree.ts';
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
}

/** Finds out what all documents mean together. `folder` is where a missing file would be. */
export function analyze(collected: Collected, folder: string): Analysis {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (one) => diagnostics.push(one);
  const sources = collect(collected, report);
  checkSending(sources, folder, report);
  checkLayout(sources, report);
  const fields = fieldsOf(sources, report);
  const { templates, merge } = readTemplates(sources, fields, report);
  const base = { sources, fields, templates, merge, report };
  checkPrograms(base);
  const expressions = expressionChecker(fields);
  const maps = [...sources.maps.values()].map((doc) => analyzeMap(mapContext(doc, { ...base, expressions })));
  checkScenarios({ ...base, doors: new Map(maps.map(({ doc, doors }) => [doc.value.map, doors])) });
  return { sources, fields, templates, merge, maps, diagnostics };
}

function analyzeMap(context: MapContext): AnalyzedMap {
  const doors = doorsOf(context.doc.value);
  checkStepIds(doors, context);
  checkTriggers(doors, context);
  checkMilestones(context);
  for (const door of doors) checkSteps(door, context);
  return { doc: context.doc, doors, reads: context.reads };
}

function checkSending(sources: Sources, folder: string, report: Report): void {
  const isNeeded = sources.maps.size + sources.programs.size > 0;
  if (!isNeeded || sources.sending || sources.broken.sending.size > 0) return;
  const start = { line: 1, column: 1 };
  report(diagnostic('MW329', {}, { file: `${folder}/sending.yaml`, start, end: start }));
}

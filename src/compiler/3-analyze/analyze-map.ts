import type { MapDocument } from '../../language/map.generated.ts';
import { checkCondition } from './check-condition.ts';
import { checkDoors } from './check-doors.ts';
import { checkFlow } from './check-flow.ts';
import { checkMilestones } from './check-milestones.ts';
import { checkMoved } from './check-moved.ts';
import { checkStepIds } from './check-step-ids.ts';
import { checkSteps } from './check-steps.ts';
import { checkTriggers } from './check-triggers.ts';
import { factsOf } from './facts.ts';
import { collecting, type Findings } from './findings.ts';
import { flowOf, type Flow } from './flow.ts';
import { knownByEvent } from './known.ts';
import { mapContext, reportProgramNeeds } from './map-context.ts';
import { NOTHING } from './shape.ts';
import type { Draft, Shared } from './shared.ts';
import type { Doc, Sources } from './sources.ts';
import type { Door } from './step-tree.ts';

/** A map whose meaning is known. */
export interface AnalyzedMap extends Findings {
  doc: Doc<MapDocument>;
  doors: Door[];
  flow: Flow;
  /** Contact fields that its expressions, triggers and milestones read. */
  reads: ReadonlySet<string>;
}

/** Finds out what one map means, and whether it is right. */
export function analyzeMap({ doc, doors }: Draft, sources: Sources, shared: Shared): AnalyzedMap {
  const { report, ...findings } = collecting();
  const flow = flowOf(doors);
  const context = mapContext(doc, flow, { ...shared, sources, report });
  checkStepIds(doors, context);
  checkTriggers(doors, context);
  checkMilestones(doors, context);
  checkCondition(context, doc.value, 'exitWhen', [knownByEvent(NOTHING)]);
  const { facts, reached } = factsOf(doors, flow, context);
  checkDoors(doors, context);
  checkSteps(doors, facts, context);
  checkFlow(doors, flow, reached, context);
  checkMoved(doors, context);
  reportProgramNeeds(context);
  return { ...findings, doc, doors, flow, reads: context.reads };
}

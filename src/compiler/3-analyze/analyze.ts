import type { Population } from '../../language/population.generated.ts';
import type { Scenario } from '../../language/scenario.generated.ts';
import { analyzeMap, type AnalyzedMap } from './analyze-map.ts';
import { checkCircles } from './check-circles.ts';
import { checkLayout } from './check-layout.ts';
import { checkPopulation } from './check-populations.ts';
import { checkScenario } from './check-scenarios.ts';
import { checkSending } from './check-sending.ts';
import { collect, type Collected } from './collect.ts';
import { collecting, inOne, type Findings } from './findings.ts';
import { emptyMemory, type AnalysisMemory } from './memory.ts';
import { basisOfShared, draftOf, readShared, type Draft, type Shared } from './shared.ts';
import type { AllScenarios } from './scenario-names.ts';
import type { Doc, Sources } from './sources.ts';

/** Everything that emitting needs. */
export interface Analysis
  extends Findings, Pick<Shared, 'fields' | 'templates' | 'merge' | 'customEvents' | 'activities'> {
  sources: Sources;
  maps: AnalyzedMap[];
}

/**
 * Finds out what all documents mean together. `folder` is where a missing file would be. With the memory of an
 * earlier analysis only what has changed since, and what rests on it, is looked at; the outcome is the same.
 */
export function analyze(collected: Collected, folder: string, memory = emptyMemory()): Analysis {
  const first = collecting();
  const sources = collect(collected, first.report);
  checkSending(sources, folder, first.report);
  checkLayout(sources, first.report);
  const drafts = [...sources.maps.values()].map((doc) =>
    memory.drafts.recall(doc.file, [], () => draftOf(doc)),
  );
  const basis = basisOfShared(collected, drafts);
  const shared = memory.shared.recall(memory, basis, () => readShared(sources, drafts));
  const maps = analyzeMaps(drafts, sources, shared, memory);
  const scenarios = checkScenarios(drafts, sources, shared, memory);
  const { activities, fields, templates, merge, customEvents } = shared;
  const circles = memory.circles.recall(memory, maps, () => findCircles(maps));
  const findings = inOne([first, shared, ...maps, circles, ...scenarios]);
  return { ...findings, sources, activities, fields, templates, merge, customEvents, maps };
}

function analyzeMaps(
  drafts: readonly Draft[],
  sources: Sources,
  shared: Shared,
  memory: AnalysisMemory,
): AnalyzedMap[] {
  const others = namesOf(sources);
  return drafts.map((draft) => {
    const basis = [shared, draft.namesMaps ? others : undefined];
    return memory.maps.recall(draft.doc.file, basis, () => analyzeMap(draft, sources, shared));
  });
}

function findCircles(maps: readonly AnalyzedMap[]): Findings {
  const findings = collecting();
  checkCircles(maps, findings.report);
  return findings;
}

function checkScenarios(
  drafts: readonly Draft[],
  sources: Sources,
  shared: Shared,
  memory: AnalysisMemory,
): Findings[] {
  const others = namesOf(sources);
  const doors = new Map(drafts.map((draft) => [draft.doc.value.map, draft.doors]));
  const check = <T extends Scenario | Population>(
    doc: Doc<T>,
    rule: (doc: Doc<T>, all: AllScenarios) => void,
  ) => {
    const played = [doc.value.map].flat().map((name) => sources.maps.get(name)?.file);
    return memory.scenarios.recall(doc.file, [shared, others, ...played], () => {
      const findings = collecting();
      rule(doc, { ...shared, sources, doors, report: findings.report });
      return findings;
    });
  };
  return [
    ...sources.scenarios.map((doc) => check(doc, checkScenario)),
    ...sources.populations.map((doc) => check(doc, checkPopulation)),
  ];
}

/** Which maps there are, as far as naming one can be right or wrong. */
function namesOf({ maps, broken, uncertain }: Sources): string {
  return JSON.stringify([[...maps.keys()], [...broken.map], uncertain.has('map')]);
}

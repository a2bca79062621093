import type { Compilation, ScenarioSource } from '../compiler/compilation.ts';
import type { Program } from '../program/program.ts';
import { emailLoader } from './email-loader.ts';
import { unmetExpectations } from './expectations.ts';
import { mapsOf, playScenario, type Stage } from './play-scenario.ts';
import type { ScenarioReport, TestReport } from './report.ts';

/** Plays the scenarios of a compilation in virtual time and compares what happened with what they expect. */
export async function runScenarios(
  { programs, settings, emails, scenarios }: NonNullable<Compilation['output']>,
  chosen: ScenarioSource[] = scenarios,
): Promise<TestReport> {
  const stage: Stage = { programs, settings, email: emailLoader(emails, settings.sending) };
  const reports: ScenarioReport[] = [];
  for (const source of chosen) reports.push(await reportOn(stage, source));
  return { scenarios: reports, coverage: { steps: coveredSteps(programs, reports) } };
}

async function reportOn(stage: Stage, source: ScenarioSource): Promise<ScenarioReport> {
  const { file, scenario } = source;
  const report = { file, scenario: scenario.scenario };
  const unknown = mapsOf(scenario).filter((name) => !stage.programs.some(({ map }) => map === name));
  if (unknown.length > 0) {
    const maps = stage.programs.filter(({ kind }) => kind === 'map').map(({ map }) => map);
    const failure = { message: `there is no map ${unknown.join(', ')}`, expected: unknown, happened: maps };
    return { ...report, passed: false, timeline: [], failures: [failure] };
  }
  const scene = await playScenario(stage, source);
  const mistakes = [...new Set(scene.unwritten)].map((message) => ({ message, expected: [], happened: [] }));
  const failures = [...mistakes, ...unmetExpectations(scenario, scene)];
  return { ...report, passed: failures.length === 0, timeline: scene.timeline, failures };
}

/** Which steps of each map the scenarios came to, in the order of the map. */
function coveredSteps(programs: Program[], reports: ScenarioReport[]): TestReport['coverage']['steps'] {
  const seen = new Set(
    reports.flatMap(({ timeline }) =>
      timeline.flatMap((happening) =>
        happening.kind === 'step' ? `${happening.map}/${happening.step}` : [],
      ),
    ),
  );
  return Object.fromEntries(
    programs.map(({ map, steps }) => {
      const isCovered = (step: string) => seen.has(`${map}/${step}`);
      const ids = Object.keys(steps);
      return [map, { covered: ids.filter(isCovered), uncovered: ids.filter((id) => !isCovered(id)) }];
    }),
  );
}

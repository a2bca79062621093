import type { Compilation, ScenarioSource } from '../compiler/compilation.ts';
import { coverageOf, type Hits } from './coverage.ts';
import { emailLoader } from './email-loader.ts';
import { unmetExpectations } from './expectations.ts';
import type { Program } from '../program/program.ts';
import { mapsOf, playScenario, programsOf, type Stage } from './play-scenario.ts';
import type { ScenarioReport, TestReport } from './report.ts';

/** A report, and how often the scenarios came to each part of the maps that they were to cover. */
export interface TestRun extends TestReport {
  programs: Program[];
  hits: Hits;
}

/** Plays the scenarios of a compilation in virtual time and compares what happened with what they expect; `told` hears of each as it is done. */
export async function runScenarios(
  {
    programs,
    settings,
    emails,
    scenarios,
  }: Omit<NonNullable<Compilation['output']>, 'places' | 'populations'>,
  chosen: ScenarioSource[] = scenarios,
  told: (report: ScenarioReport) => void = () => undefined,
): Promise<TestRun> {
  const stage: Stage = { programs, settings, email: emailLoader(emails, settings.sending) };
  const hits: Hits = new Map();
  const reports: ScenarioReport[] = [];
  for (const source of chosen) {
    const report = await reportOn(stage, source, hits);
    reports.push(report);
    told(report);
  }
  // A few scenarios are not asked about maps that they do not play.
  const asked = chosen.length < scenarios.length ? playedBy(chosen, programs) : programs;
  return { scenarios: reports, coverage: coverageOf(asked, hits), programs: asked, hits };
}

function playedBy(chosen: readonly ScenarioSource[], programs: Program[]): Program[] {
  const maps = chosen.flatMap(({ scenario }) => mapsOf(scenario));
  const playing = programsOf(programs, maps).programs;
  return programs.filter(({ map }) => Object.hasOwn(playing, map));
}

async function reportOn(stage: Stage, source: ScenarioSource, hits: Hits): Promise<ScenarioReport> {
  const { file, scenario } = source;
  const report = { file, scenario: scenario.scenario };
  const unknown = mapsOf(scenario).filter((name) => !stage.programs.some(({ map }) => map === name));
  if (unknown.length > 0) {
    const maps = stage.programs.filter(({ kind }) => kind === 'map').map(({ map }) => map);
    const failure = { message: `there is no map ${unknown.join(', ')}`, expected: unknown, happened: maps };
    return { ...report, passed: false, timeline: [], failures: [failure] };
  }
  const scene = await playScenario(stage, source, hits);
  const mistakes = [...new Set(scene.mistakes)].map((message) => ({ message, expected: [], happened: [] }));
  const failures = [...mistakes, ...unmetExpectations(scenario, scene)];
  return { ...report, passed: failures.length === 0, timeline: scene.timeline, failures };
}

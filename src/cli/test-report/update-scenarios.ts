import type { ScenarioReport } from '../../simulator/report.ts';
import { say } from '../answer.ts';
import type { Tested } from '../commands/test.ts';
import { writeEdits } from '../write-edits.ts';
import { updatedScenario } from './updated-scenario.ts';

/**
 * Writes what happened into the scenarios whose expectations failed, and into those that expect nothing. Answers the
 * reports of those that no new expectation can mend.
 */
export async function updateScenarios({ run, scenarios, sources }: Tested): Promise<ScenarioReport[]> {
  const edited = new Map<string, string>();
  const failing: ScenarioReport[] = [];
  for (const [index, report] of run.scenarios.entries()) {
    const { file, scenario } = scenarios[index] ?? {};
    const text = sources.get(report.file);
    if (!scenario || file === undefined || text === undefined) continue;
    if (report.failures.some(({ path }) => path === undefined)) failing.push(report);
    else if (!report.passed || !scenario.expect) edited.set(file, updatedScenario(text, scenario, report));
  }
  await writeEdits(sources, edited);
  for (const file of edited.keys()) say(`${file} now expects what happened.`);
  return failing;
}

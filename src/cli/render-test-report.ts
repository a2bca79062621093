import type { ScenarioSource } from '../compiler/compilation.ts';
import type { TestRun } from '../simulator/run-scenarios.ts';
import { coverageTable } from './test-report/coverage-table.ts';
import { failureLines } from './test-report/failure-lines.ts';
import { failureSheet, type TestSheet } from './test-report/failure-sheet.ts';
import { paintFor } from './test-report/paint.ts';

/** The report for people: a line for each scenario, what failed beside what happened, and what was covered. */
export function renderTestReport(
  { scenarios, hits }: TestRun,
  sheet: TestSheet & { scenarios: readonly ScenarioSource[] },
): string {
  const paint = paintFor(sheet.color);
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const counts = `${scenarios.length - failed} passed, ${failed} failed`;
  return `${[
    ...scenarios.flatMap((report, index) => {
      const mark = report.passed ? paint('green', '✓') : paint('red', '✗');
      const title = `${mark} ${report.scenario} ${paint('dim', report.file)}`;
      const scenario = sheet.scenarios[index]?.scenario;
      if (report.passed || !scenario) return [title];
      return [title, ...failureLines(report, scenario, failureSheet(report.file, sheet))];
    }),
    '',
    scenarios.length === 0 ? 'No scenarios.' : paint(failed > 0 ? 'red' : 'green', counts),
    '',
    ...coverageTable({ ...sheet, hits }, paint),
  ].join('\n')}\n`;
}

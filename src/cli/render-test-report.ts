import { styleText } from 'node:util';
import type { Failure, Happening, ScenarioReport, TestReport } from '../simulator/report.ts';

type Paint = (style: 'green' | 'red' | 'dim' | 'bold', text: string) => string;

/** The report for people: a line for each scenario; for a failed one what was expected and all that happened. */
export function renderTestReport({ scenarios, coverage }: TestReport, color: boolean): string {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const counts = `${scenarios.length - failed} passed, ${failed} failed`;
  return `${[
    ...scenarios.flatMap((scenario) => scenarioLines(scenario, paint)),
    '',
    scenarios.length === 0 ? 'No scenarios.' : paint(failed > 0 ? 'red' : 'green', counts),
    ...coverageLines(coverage, paint),
  ].join('\n')}\n`;
}

function scenarioLines(
  { file, scenario, passed, failures, timeline }: ScenarioReport,
  paint: Paint,
): string[] {
  const mark = passed ? paint('green', '✓') : paint('red', '✗');
  const title = `${mark} ${scenario} ${paint('dim', file)}`;
  if (passed) return [title];
  return [
    title,
    ...failures.flatMap((failure) => failureLines(failure, paint)),
    `  ${paint('bold', 'timeline')}`,
    ...(timeline.length > 0 ? timeline.map(timelineLine) : ['    nothing happened']),
  ];
}

function failureLines({ message, expected, happened }: Failure, paint: Paint): string[] {
  const list = (title: string, items: string[]) => [
    `    ${paint('bold', title)}`,
    ...(items.length > 0 ? items : ['nothing']).map((item) => `      ${item}`),
  ];
  return [
    `  ${paint('red', message)}`,
    ...(expected.length + happened.length > 0
      ? [...list('expected', expected), ...list('happened', happened)]
      : []),
  ];
}

/** To the minute, where it is one. */
function timelineLine(happening: Happening): string {
  const at = happening.at.replace('.000Z', 'Z').replace(':00Z', 'Z');
  return `    ${at} ${wordsFor(happening)}`;
}

function wordsFor(happening: Happening): string {
  switch (happening.kind) {
    case 'entry':
      return `▸ ${happening.detail}`;
    case 'refused':
      return `▸ ${happening.entry} refused: ${happening.reason} (${happening.code})`;
    case 'trigger':
      return `${happening.map} trigger ${happening.trigger}`;
    case 'milestone':
      return `${happening.map} milestone ${happening.milestone}: ${happening.value} reached`;
    case 'step':
      return `${happening.map} step ${happening.step}`;
    case 'email':
      return `${happening.map} email ${happening.template} to ${happening.to} “${happening.subject}”`;
    case 'mail-failed':
      return `${happening.map} email ${happening.template} refused by the mail server`;
    case 'skipped':
      return `${happening.map} email ${happening.template} not sent: ${happening.why}`;
    case 'stuck':
      return `${happening.map} stuck at ${happening.step}: ${happening.reason}`;
    case 'left':
      return `${happening.map} left`;
  }
}

/** Notices are maps too: what a partner program sends by itself is covered or not like any other step. */
function coverageLines({ steps }: TestReport['coverage'], paint: Paint): string[] {
  return Object.entries(steps).map(([map, { covered, uncovered }]) => {
    const share = `${map}: ${covered.length} of ${covered.length + uncovered.length} steps covered`;
    return uncovered.length > 0 ? `${share} ${paint('dim', `(not: ${uncovered.join(', ')})`)}` : share;
  });
}

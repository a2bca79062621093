import { xmlText } from '../../diagram/svg/draw.ts';
import type { ScenarioReport } from '../../simulator/report.ts';

/** A scenario's report, how long it took to play (ms), and what it shows of its failures, without colours. */
export interface JunitCase {
  report: ScenarioReport;
  milliseconds: number;
  details: string;
}

/**
 * The reports as JUnit XML, in the form that Jenkins, GitLab and GitHub's actions read: a suite for each file, with
 * the attributes of Jenkins' junit-10.xsd.
 */
export function junitXml(cases: readonly JunitCase[]): string {
  const suites = [...Map.groupBy(cases, ({ report }) => report.file)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mapwright" ${totals(cases)}>`,
    ...suites.flatMap(([file, own]) => [
      `  <testsuite name="${xmlText(file)}" ${totals(own)}>`,
      ...own.flatMap((one) => testCase(one)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function totals(cases: readonly JunitCase[]): string {
  const failed = cases.filter(({ report }) => !report.passed).length;
  const time = cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return `tests="${cases.length}" failures="${failed}" errors="0" time="${seconds(time)}"`;
}

function testCase({ report, milliseconds, details }: JunitCase): string[] {
  const { file, scenario, passed, failures } = report;
  const head = `    <testcase classname="${xmlText(file.replace(/\.scenario\.yaml$/, ''))}" name="${xmlText(scenario)}" time="${seconds(milliseconds)}"`;
  if (passed) return [`${head}/>`];
  const [first, ...others] = failures.map(({ message }) => message);
  const message = `${first}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
  const text = details.split('\n').map(xmlText).join('\n');
  return [
    `${head}>`,
    `      <failure type="expectation" message="${xmlText(message)}">${text}</failure>`,
    '    </testcase>',
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

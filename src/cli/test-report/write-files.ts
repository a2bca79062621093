import { extname } from 'node:path';
import { say } from '../answer.ts';
import { writeText } from '../commands/graph-output.ts';
import type { Tested, TestOptions } from '../commands/test.ts';
import { EXIT, Stopped } from '../exit-codes.ts';
import { istanbulOf, lcovOf } from './coverage-files.ts';
import { failureLines } from './failure-lines.ts';
import { junitXml } from './junit.ts';
import { failureSheet } from './failure-sheet.ts';

/** Writes the files that were asked for beside the answer, and says so. @throws Stopped */
export async function writeFiles(
  tested: Tested,
  { junit, coverage, pictures }: Pick<TestOptions, 'junit' | 'coverage' | 'pictures'>,
): Promise<void> {
  const { hits } = tested.run;
  if (junit !== undefined) await written(junit, junitXml(casesOf(tested)));
  if (coverage !== undefined) await written(coverage, coverageText(coverage, tested));
  if (pictures === undefined) return;
  // Only who wants pictures loads what draws them.
  const { writePictures } = await import('./coverage-picture.ts');
  await writePictures(pictures, tested.programs, hits);
  say(`${pictures} has a picture of each map.`);
}

async function written(file: string, text: string): Promise<void> {
  await writeText(file, text);
  say(`${file} is written.`);
}

/** Whether a coverage file's ending says what to write. @throws Stopped when it does not */
export function coverageForm(file: string): 'lcov' | 'istanbul' {
  const ending = extname(file).toLowerCase();
  if (ending === '.info') return 'lcov';
  if (ending === '.json') return 'istanbul';
  throw new Stopped(
    EXIT.usage,
    `The ending of ${file} does not say what to write: use .info for lcov, or .json for Istanbul’s form.`,
  );
}

function coverageText(file: string, { run, ...tested }: Tested): string {
  const covered = { ...tested, hits: run.hits };
  return coverageForm(file) === 'lcov'
    ? lcovOf(covered)
    : `${JSON.stringify(istanbulOf(covered), null, 2)}\n`;
}

function casesOf({ run, scenarios, milliseconds, ...tested }: Tested) {
  return run.scenarios.map((report, index) => {
    const scenario = scenarios[index]?.scenario;
    const sheet = failureSheet(report.file, { ...tested, color: false });
    const details = report.passed || !scenario ? '' : failureLines(report, scenario, sheet).join('\n');
    return { report, details, milliseconds: milliseconds[index] ?? 0 };
  });
}

import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Compilation, ScenarioSource } from '../../compiler/compilation.ts';
import { compileMaps } from '../../compiler/compile-maps.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderJson } from '../../diagnostics/render-json.ts';
import { runScenarios, type TestRun } from '../../simulator/run-scenarios.ts';
import type { ScenarioReport } from '../../simulator/report.ts';
import { say, type Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { renderTestReport } from '../render-test-report.ts';
import { percentCovered, uncoveredLines } from '../test-report/coverage-table.ts';
import { paintFor } from '../test-report/paint.ts';
import { testJson } from '../test-report/test-json.ts';

/** What `mapwright test` is asked for. */
export interface TestOptions {
  /** A folder of maps, the `scenarios` folder in one, or one scenario file in it. */
  path: string;
  format: Format;
  /** Default: whether standard output can show colours. */
  color?: boolean;
  /** Columns of the terminal; absent in a pipe. */
  width?: number;
  /** Writes what happened into the scenarios that failed. */
  update?: boolean;
  /** Percent of the maps' parts that the scenarios must come to. */
  threshold?: number;
  /** A file for JUnit XML. */
  junit?: string;
  /** A file for the coverage: `.info` for lcov, `.json` for Istanbul's form. */
  coverage?: string;
  /** A folder for pictures of the maps with what is not covered marked. */
  pictures?: string;
  /** Default: to standard output. */
  write?: (text: string) => void;
}

/** A run of tests with all that its files are made from. */
export interface Tested extends Pick<NonNullable<Compilation['output']>, 'programs' | 'places'> {
  run: TestRun;
  scenarios: readonly ScenarioSource[];
  sources: ReadonlyMap<string, string>;
  /** How long each scenario took, in their order. */
  milliseconds: readonly number[];
}

/**
 * Plays the scenarios of a folder of maps in virtual time and answers the exit code. Maps with errors are not
 * played: then the answer is that of `check`.
 */
export async function runTest(options: TestOptions): Promise<number> {
  const { path, format, color = process.stdout.hasColors?.() ?? false, width } = options;
  const write = options.write ?? ((text) => void process.stdout.write(text));
  const sheet = { color, ...(width === undefined ? {} : { width }) };
  const { maps: folder, scenarios: chosen } = partsOf(path);
  const { diagnostics, maps, sources, output } = await compileMaps({ path: folder, toRun: true });
  if (!output) {
    write(
      format === 'json'
        ? renderJson(diagnostics, maps)
        : renderHuman(diagnostics, { maps, sources, ...sheet }),
    );
    return EXIT.failed;
  }
  const scenarios = output.scenarios.filter(({ file }) => isIn(file, chosen));
  if (chosen !== undefined && scenarios.length === 0) {
    const files = output.scenarios.map(({ file }) => file).join(', ');
    say(`There is no scenario at ${path}. ${files ? `The maps have ${files}.` : 'The maps have none.'}`);
    return EXIT.failed;
  }
  const { run, milliseconds } = await played(output, scenarios);
  const tested = { ...output, scenarios, sources, run, milliseconds, programs: run.programs };
  write(
    format === 'json'
      ? `${JSON.stringify(testJson(tested), null, 2)}\n`
      : renderTestReport(tested.run, { ...tested, ...sheet }),
  );
  if (options.junit ?? options.coverage ?? options.pictures) await writeFiles(tested, options);
  const failing = options.update
    ? await updated(tested)
    : tested.run.scenarios.filter(({ passed }) => !passed);
  return failing.length > 0 || isBelow(tested, options) ? EXIT.failed : EXIT.done;
}

// What few runs need is loaded by those that do.
async function writeFiles(tested: Tested, options: TestOptions): Promise<void> {
  const files = await import('../test-report/write-files.ts');
  return files.writeFiles(tested, options);
}

async function updated(tested: Tested): Promise<ScenarioReport[]> {
  const { updateScenarios } = await import('../test-report/update-scenarios.ts');
  return updateScenarios(tested);
}

async function played(
  output: NonNullable<Compilation['output']>,
  scenarios: ScenarioSource[],
): Promise<Pick<Tested, 'run' | 'milliseconds'>> {
  const milliseconds: number[] = [];
  let before = performance.now();
  const run = await runScenarios(output, scenarios, () => {
    const now = performance.now();
    milliseconds.push(now - before);
    before = now;
  });
  return { run, milliseconds };
}

/** Says what is missing where less is covered than was asked for; the report for people has said where. */
function isBelow({ run, ...tested }: Tested, { format, threshold = 0 }: TestOptions): boolean {
  const covered = { ...tested, hits: run.hits };
  const percent = percentCovered(covered);
  if (percent >= threshold) return false;
  say(`${percent} % of the maps is covered, and ${threshold} % must be.`);
  if (format === 'json') say(uncoveredLines(covered, paintFor(false)).join('\n'));
  return true;
}

/** Scenarios lie in a folder of that name below their maps, which have to be compiled as a whole. */
export function partsOf(path: string): { maps: string; scenarios?: string } {
  const whole = resolve(path);
  if (!whole.endsWith('.scenario.yaml') && basename(whole) !== 'scenarios') return { maps: path };
  const above = /^(.*)[/\\]scenarios(?:[/\\]|$)/s.exec(whole)?.[1];
  return { maps: relative('', above ?? dirname(whole)) || '.', scenarios: whole };
}

function isIn(file: ScenarioSource['file'], chosen: string | undefined): boolean {
  const whole = resolve(file);
  return chosen === undefined || whole === chosen || whole.startsWith(chosen + sep);
}

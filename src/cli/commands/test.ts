import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { ScenarioSource } from '../../compiler/compilation.ts';
import { compileMaps } from '../../compiler/compile-maps.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderJson } from '../../diagnostics/render-json.ts';
import { renderTestReport } from '../render-test-report.ts';
import { runScenarios } from '../../simulator/run-scenarios.ts';
import { say, type Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';

/** What `mapwright test` is asked for. */
export interface TestOptions {
  /** A folder of maps, the `scenarios` folder in one, or one scenario file in it. */
  path: string;
  format: Format;
  /** Default: whether standard output can show colours. */
  color?: boolean;
  /** Default: to standard output. */
  write?: (text: string) => void;
}

/**
 * Plays the scenarios of a folder of maps in virtual time and answers the exit code. Maps with errors are not
 * played: then the answer is that of `check`.
 */
export async function runTest({
  path,
  format,
  color = process.stdout.hasColors?.() ?? false,
  write = (text) => void process.stdout.write(text),
}: TestOptions): Promise<number> {
  const { maps: folder, scenarios: chosen } = partsOf(path);
  const { diagnostics, maps, sources, output } = await compileMaps({ path: folder, toRun: true });
  if (!output) {
    write(
      format === 'json' ? renderJson(diagnostics, maps) : renderHuman(diagnostics, { maps, sources, color }),
    );
    return EXIT.failed;
  }
  const scenarios = output.scenarios.filter(({ file }) => isIn(file, chosen));
  if (chosen !== undefined && scenarios.length === 0) {
    const files = output.scenarios.map(({ file }) => file).join(', ');
    say(`There is no scenario at ${path}. ${files ? `The maps have ${files}.` : 'The maps have none.'}`);
    return EXIT.failed;
  }
  const report = await runScenarios(output, scenarios);
  write(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : renderTestReport(report, color));
  return report.scenarios.some(({ passed }) => !passed) ? EXIT.failed : EXIT.done;
}

/** Scenarios lie in a folder of that name below their maps, which have to be compiled as a whole. */
function partsOf(path: string): { maps: string; scenarios?: string } {
  const whole = resolve(path);
  if (!whole.endsWith('.scenario.yaml') && basename(whole) !== 'scenarios') return { maps: path };
  const above = /^(.*)[/\\]scenarios(?:[/\\]|$)/s.exec(whole)?.[1];
  return { maps: relative('', above ?? dirname(whole)) || '.', scenarios: whole };
}

function isIn(file: ScenarioSource['file'], chosen: string | undefined): boolean {
  const whole = resolve(file);
  return chosen === undefined || whole === chosen || whole.startsWith(chosen + sep);
}

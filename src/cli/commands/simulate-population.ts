import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Compilation, PopulationSource } from '../../compiler/compilation.ts';
import { compileMaps } from '../../compiler/compile-maps.ts';
import { renderHuman } from '../../diagnostics/render-human.ts';
import { renderJson } from '../../diagnostics/render-json.ts';
import { grouped } from '../../diagram/value-words.ts';
import { periodOf } from '../../simulator/population/life.ts';
import { playPopulation } from '../simulation/on-all-cores.ts';
import { say, type Format } from '../answer.ts';
import { EXIT, Stopped } from '../exit-codes.ts';
import { populationPlot } from '../simulation/population-plot.ts';
import { populationReport } from '../simulation/population-report.ts';
import { populationTable } from '../simulation/population-table.ts';
import { paintFor } from '../test-report/paint.ts';
import { mapNamed } from './graph-map.ts';
import { writeText } from './graph-output.ts';

/** What `mapwright simulate --population` was asked for. */
export interface PopulationOptions {
  /** Folder of maps. */
  path: string;
  /** Name of the map; may be left out where there is only one population. */
  map?: string;
  /** How many contacts; default: what the population says. */
  contacts?: number;
  /** The file that describes them; needed where the map has several. */
  file?: string;
  seed: number;
  /** How long, in place of what the population says. */
  lasts?: string;
  /** An SVG file for the mails per week. */
  plot?: string;
  /** Default: one for each core. */
  threads?: number;
  format: Format;
  color: boolean;
  width?: number;
  write: (text: string) => void;
  /** Hears how far it is, in words; the last time nothing. */
  progress?: (words: string) => void;
}

/** Plays a described population and reports what it would send. Answers the exit code. */
export async function runPopulation(options: PopulationOptions): Promise<number> {
  const { path, seed, format, color, width, write, plot, progress = () => undefined } = options;
  const { diagnostics, maps, sources, output } = await compileMaps({ path, toRun: true });
  if (!output) {
    write(
      format === 'json' ? renderJson(diagnostics, maps) : renderHuman(diagnostics, { maps, sources, color }),
    );
    return EXIT.failed;
  }
  const { population } = populationFor(options, output);
  const { programs, settings, emails } = output;
  const period = periodOf(population, options.lasts);
  const { contacts = population.contacts ?? 1000, threads = availableParallelism() } = options;
  const tally = await playPopulation(
    { stage: { programs, settings, emails }, population, period, seed },
    { contacts, threads },
    (done) => progress(`${grouped(done)} of ${grouped(contacts)} contacts played`),
  );
  progress('');
  const report = populationReport(tally, { population: population.population, seed, period });
  if (format === 'json') write(`${JSON.stringify(report, null, 2)}\n`);
  else write(`${populationTable(report, paintFor(color), width).join('\n')}\n`);
  if (plot !== undefined) {
    await writeText(plot, populationPlot(report));
    say(`${plot} is written.`);
  }
  return EXIT.done;
}

/** @throws Stopped when it is not clear who is meant */
function populationFor(
  { map, file, path }: PopulationOptions,
  { programs, populations }: NonNullable<Compilation['output']>,
): PopulationSource {
  if (map !== undefined)
    mapNamed(
      map,
      programs.filter(({ kind }) => kind === 'map'),
      path,
    );
  const fitting = populations.filter(
    (one) =>
      (map === undefined || [one.population.map].flat().includes(map)) &&
      (file === undefined || resolve(one.file) === resolve(file)),
  );
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (only) {
    const files = fitting.map((one) => `  ${one.file}  ${one.population.population}`);
    throw new Stopped(EXIT.usage, `Say which population to play, with --described-by:\n${files.join('\n')}`);
  }
  const whose = map === undefined ? '' : ` of ${map}`;
  const wanted =
    file === undefined
      ? `No population${whose} is described in ${path}.`
      : `${file} describes no population${whose}.`;
  throw new Stopped(
    EXIT.failed,
    `${wanted} Write a file such as populations/a-year.population.yaml; docs/language/populations.md shows one.`,
  );
}

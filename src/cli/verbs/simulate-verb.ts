import { setTimeout } from 'node:timers/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseDuration, type Instant } from '../../program/time.ts';
import { parseInstant } from '../arguments.ts';
import type { PopulationOptions } from '../commands/simulate-population.ts';
import type { SimulateOptions } from '../commands/simulate.ts';
import { EXIT, Stopped } from '../exit-codes.ts';
import { readConfiguration } from '../read-configuration.ts';
import { terminalOf } from '../terminal.ts';
import { answering, withFormat, type Finish, type FormatFlags } from './format-option.ts';

interface SimulateFlags extends FormatFlags {
  scenario?: string;
  start?: Instant;
  until?: string;
  speed?: number;
  path?: string;
  population?: number | true;
  describedBy?: string;
  seed?: number;
  for?: string;
  plot?: string;
}

const EXAMPLES = `simulate partner-welcome                        # type what happens, ? helps
  $ mapwright simulate --scenario maps/scenarios/journey.scenario.yaml --until "1 year"
  $ mapwright simulate partner-welcome --population 10000 --plot mails.svg    # what it will send in a year
  $ echo "submit: partner-sign-up" | mapwright simulate partner-welcome`;

/** `simulate`: a map in virtual time. */
export function addSimulateVerb(program: Command, finish: Finish): void {
  answering(program.command('simulate'), EXAMPLES)
    .description('play a map in virtual time: a scenario, what you type, or many contacts at once')
    .argument('[map]', 'name of the map (default: that of the scenario, or the only one)')
    .option('--scenario <file>', 'play this scenario')
    .addOption(
      new Option('--start <instant>', 'when typed entries begin (default: now)')
        .argParser(parseInstant)
        .conflicts('scenario'),
    )
    .option('--until <when>', 'an instant, or a duration since the start such as "1 year"', parseUntil)
    .option(
      '--speed <factor>',
      'virtual time per real time, such as 86400 for a day in a second',
      parseFactor,
    )
    .addOption(
      new Option('--population [contacts]', 'play many contacts, as a population file describes them')
        .argParser(parseCount)
        .conflicts(['scenario', 'until', 'speed', 'start']),
    )
    .option('--described-by <file>', 'the population file, where the map has several')
    .option('--seed <number>', 'other contacts of the same kind (default: 1)', parseCount)
    .option('--for <duration>', 'how long the population is played, such as "1 year"', parseLength)
    .option('--plot <file>', 'draw the population’s mails per week as SVG')
    .option('--path <folder>', 'folder of maps (default: the project’s maps)')
    .action(async (map: string | undefined, flags: SimulateFlags) => {
      const common = {
        ...(map === undefined ? {} : { map }),
        path: flags.path ?? readConfiguration().mapsDirectory,
        format: withFormat(flags).format,
        ...terminalOf(),
        write: (text: string): void => void process.stdout.write(text),
      };
      finish(
        await (flags.population === undefined ? one(common, flags) : many(common, flags, flags.population)),
      );
    });
}

type Common = Omit<SimulateOptions & PopulationOptions, 'start' | 'input' | 'pause' | 'seed'>;

async function one(common: Common, flags: SimulateFlags): Promise<number> {
  const stray = (['describedBy', 'seed', 'for', 'plot'] as const).find((name) => flags[name] !== undefined);
  if (stray !== undefined)
    throw new Stopped(EXIT.usage, `--${stray.replace('B', '-b')} is about a population: add --population.`);
  const { runSimulate } = await import('../commands/simulate.ts');
  const { scenario, until, speed, start = Math.floor(Date.now() / 60_000) * 60_000 } = flags;
  return runSimulate({
    ...common,
    start,
    ...(scenario === undefined ? {} : { scenario }),
    ...(until === undefined ? {} : { until }),
    ...(speed === undefined ? {} : { speed }),
    input: process.stdin,
    pause: (milliseconds) => setTimeout(milliseconds),
  });
}

async function many(common: Common, flags: SimulateFlags, population: number | true): Promise<number> {
  const { runPopulation } = await import('../commands/simulate-population.ts');
  const { describedBy: file, seed = 1, for: lasts, plot } = flags;
  return runPopulation({
    ...common,
    seed,
    ...(population === true ? {} : { contacts: population }),
    ...(file === undefined ? {} : { file }),
    ...(lasts === undefined ? {} : { lasts }),
    ...(plot === undefined ? {} : { plot }),
    ...(process.stderr.isTTY ? { progress: showProgress } : {}),
  });
}

/** One line that is written over (ECMA-48: carriage return, erase in line). */
function showProgress(words: string): void {
  process.stderr.write(`\r\u{1B}[K${words}`);
}

function parseCount(text: string): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (count > 0) return count;
  throw new InvalidArgumentError('Write a whole number from 1 to 9999999.');
}

function parseLength(text: string): string {
  if (parseDuration(text)) return text;
  throw new InvalidArgumentError('Write a duration, such as "1 year".');
}

function parseUntil(text: string): string {
  if (parseDuration(text)) return text;
  try {
    parseInstant(text);
    return text;
  } catch {
    throw new InvalidArgumentError(
      'Write a duration, such as "3 days", or a date and time with a zone, such as 2026-01-05T09:00:00Z.',
    );
  }
}

function parseFactor(text: string): number {
  const factor = Number(text);
  if (factor > 0 && Number.isFinite(factor)) return factor;
  throw new InvalidArgumentError('Write a number above 0.');
}

import { setTimeout } from 'node:timers/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseDuration, type Instant } from '../../program/time.ts';
import { parseInstant } from '../arguments.ts';
import { readConfiguration } from '../read-configuration.ts';
import { terminalOf } from '../terminal.ts';
import { answering, withFormat, type Finish, type FormatFlags } from './format-option.ts';

interface SimulateFlags extends FormatFlags {
  scenario?: string;
  start?: Instant;
  until?: string;
  speed?: number;
  path?: string;
}

const EXAMPLES = `simulate partner-welcome                        # type what happens, ? helps
  $ mapwright simulate --scenario maps/scenarios/journey.scenario.yaml --until "1 year"
  $ echo "submit: partner-sign-up" | mapwright simulate partner-welcome`;

/** `simulate`: a map in virtual time. */
export function addSimulateVerb(program: Command, finish: Finish): void {
  answering(program.command('simulate'), EXAMPLES)
    .description('play a map in virtual time: a scenario, or what you type')
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
    .option('--path <folder>', 'folder of maps (default: the project’s maps)')
    .action(async (map: string | undefined, flags: SimulateFlags) => {
      const { path = readConfiguration().mapsDirectory, ...asked } = withFormat(flags);
      const { runSimulate } = await import('../commands/simulate.ts');
      const minute = Math.floor(Date.now() / 60_000) * 60_000;
      finish(
        await runSimulate({
          start: minute,
          ...asked,
          ...(map === undefined ? {} : { map }),
          path,
          ...terminalOf(),
          input: process.stdin,
          write: (text) => void process.stdout.write(text),
          pause: (milliseconds) => setTimeout(milliseconds),
        }),
      );
    });
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

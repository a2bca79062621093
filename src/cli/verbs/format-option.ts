import { Option } from 'commander';
import type { Command } from 'commander';
import type { Format } from '../answer.ts';

/** The options of every verb that answers, as commander parses them. */
export interface FormatFlags<Formats extends string = Format> {
  format: Formats;
  json?: true;
}

/** How a verb that finds problems answers: for people, for programs, for code scanning, or as annotations of GitHub Actions. */
export const REPORT_FORMATS = ['human', 'json', 'sarif', 'github'] as const;

/** One of them. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Told the exit code of the verb that ran. */
export type Finish = (exitCode: number) => void;

/** Adds `--format` and its short form `--json`, and an example to the help. */
export function answering(
  command: Command,
  example: string,
  formats: readonly string[] = ['human', 'json'],
): Command {
  return command
    .addOption(new Option('--format <format>', 'how to answer').choices(formats).default('human'))
    .addOption(new Option('--json', 'short for --format json'))
    .addHelpText('after', `\nExample:\n  $ mapwright ${example}`);
}

/** The flags with `--json` folded into `format`. */
export function withFormat<Flags extends FormatFlags<string>>({
  json,
  ...flags
}: Flags): Omit<Flags, 'json'> {
  return json ? { ...flags, format: 'json' } : flags;
}

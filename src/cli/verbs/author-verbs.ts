import type { Command } from 'commander';
import { readConfiguration } from '../read-configuration.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

/** `check` and `test`: what the author of a map runs before anything is live. */
export function addAuthorVerbs(program: Command, finish: Finish): void {
  answering(program.command('check'), 'check maps --strict')
    .description('compile maps, programs, emails and scenarios, and report every problem')
    .argument('[path]', 'folder of maps, also outside the project (default: the project’s maps)')
    .option('--strict', 'warnings fail too', false)
    .option('-w, --watch', 'check again whenever a file has changed, until Ctrl-C', false)
    .action(async (path: string | undefined, flags: FormatFlags & { strict: boolean; watch: boolean }) => {
      const write = (text: string): void => void process.stdout.write(text);
      const color = process.stdout.hasColors?.() ?? false;
      const folder = path ?? readConfiguration().mapsDirectory;
      if (flags.watch) {
        const { runWatchCheck } = await import('../commands/watch-check.ts');
        return finish(await runWatchCheck({ path: folder, ...withFormat(flags), color, write }));
      }
      const { runCheck } = await import('../commands/check.ts');
      finish(await runCheck({ path: folder, ...withFormat(flags), color, write }));
    });

  answering(program.command('test'), 'test maps/scenarios/journey.scenario.yaml')
    .description('run the scenarios in virtual time')
    .argument('[path]', 'folder of maps, or one scenario (default: the project’s maps)')
    .action(async (path: string | undefined, flags: FormatFlags) => {
      const { runTest } = await import('../commands/test.ts');
      finish(await runTest({ path: path ?? readConfiguration().mapsDirectory, ...withFormat(flags) }));
    });
}

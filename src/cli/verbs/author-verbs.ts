import type { Command } from 'commander';
import { say } from '../answer.ts';
import type { CheckFormat } from '../commands/check.ts';
import { readConfiguration } from '../read-configuration.ts';
import { terminalOf } from '../terminal.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type CheckFlags = FormatFlags<CheckFormat> & { strict?: true; fix?: true };

/** `check`, `explain-code` and `test`: what the author of a map runs before anything is live. */
export function addAuthorVerbs(program: Command, finish: Finish): void {
  answering(program.command('check'), 'check maps --strict', ['human', 'json', 'sarif', 'github'])
    .description('compile maps, programs, emails and scenarios, and report every problem')
    .argument('[path]', 'folder of maps, also outside the project (default: the project’s maps)')
    .option('--strict', 'warnings fail too')
    .option('--fix', 'make the certain fixes in the files, then report what is left')
    .action(async (path: string | undefined, flags: CheckFlags) => {
      const { runCheck } = await import('../commands/check.ts');
      const write = (text: string): void => void process.stdout.write(text);
      const folder = path ?? readConfiguration().mapsDirectory;
      const asked = { strict: false, ...withFormat(flags) };
      finish(await runCheck({ path: folder, ...asked, ...terminalOf(), write, say }));
    });

  answering(program.command('explain-code'), 'explain-code MW203')
    .description('the long text of a diagnostic; without a code, all of them in a list')
    .argument('[code]', 'such as MW203')
    .action(async (code: string | undefined, flags: FormatFlags) => {
      const { runExplainCode } = await import('../commands/explain-code.ts');
      const asked = code === undefined ? {} : { code };
      finish(runExplainCode({ ...asked, ...withFormat(flags), terminal: terminalOf() }));
    });

  answering(program.command('test'), 'test maps/scenarios/journey.scenario.yaml')
    .description('run the scenarios in virtual time')
    .argument('[path]', 'folder of maps, or one scenario (default: the project’s maps)')
    .action(async (path: string | undefined, flags: FormatFlags) => {
      const { runTest } = await import('../commands/test.ts');
      const folder = path ?? readConfiguration().mapsDirectory;
      const { color } = terminalOf();
      finish(await runTest({ path: folder, ...withFormat(flags), color }));
    });
}

import type { Command } from 'commander';
import { say } from '../answer.ts';
import { EXIT, Stopped } from '../exit-codes.ts';
import { readConfiguration } from '../read-configuration.ts';
import { terminalOf } from '../terminal.ts';
import { answering, REPORT_FORMATS, withFormat } from './format-option.ts';
import type { Finish, FormatFlags, ReportFormat } from './format-option.ts';

type CheckFlags = FormatFlags<ReportFormat> & { strict?: true; fix?: true; watch?: true };

/** `check` and `explain-code`: what the author of a map runs before anything is live. */
export function addAuthorVerbs(program: Command, finish: Finish): void {
  answering(program.command('check'), 'check maps --strict', REPORT_FORMATS)
    .description('compile maps, programs, emails and scenarios, and report every problem')
    .argument('[path]', 'folder of maps, also outside the project (default: the project’s maps)')
    .option('--strict', 'warnings fail too')
    .option('--fix', 'make the certain fixes in the files, then report what is left')
    .option('-w, --watch', 'check again whenever a file has changed, until Ctrl-C')
    .action(async (path: string | undefined, flags: CheckFlags) => {
      const write = (text: string): void => void process.stdout.write(text);
      const folder = path ?? readConfiguration().mapsDirectory;
      const asked = { strict: false, ...withFormat(flags) };
      if (flags.watch) return finish(await watch(folder, flags, write));
      const { runCheck } = await import('../commands/check.ts');
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
}

async function watch(path: string, flags: CheckFlags, write: (text: string) => void): Promise<number> {
  const { format } = withFormat(flags);
  const isOther = format === 'sarif' || format === 'github';
  if (flags.fix || isOther) {
    const other = flags.fix ? '--fix' : `--format ${format}`;
    throw new Stopped(EXIT.usage, `--watch and ${other} do not go together. Leave one of the two out.`);
  }
  const { runWatchCheck } = await import('../commands/watch-check.ts');
  return runWatchCheck({ path, format, ...terminalOf(), write });
}

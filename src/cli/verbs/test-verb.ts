import { InvalidArgumentError, type Command } from 'commander';
import { EXIT, Stopped } from '../exit-codes.ts';
import { readConfiguration } from '../read-configuration.ts';
import { terminalOf } from '../terminal.ts';
import { answering, withFormat, type Finish, type FormatFlags } from './format-option.ts';

interface TestFlags extends FormatFlags {
  update?: true;
  watch?: true;
  threshold?: number;
  junit?: string;
  coverage?: string;
  pictures?: string;
}

const EXAMPLES = `test maps/scenarios/journey.scenario.yaml
  $ mapwright test --update                                # writes what happened into the scenarios
  $ mapwright test --watch
  $ mapwright test --junit junit.xml --coverage lcov.info --threshold 90    # for CI
  $ mapwright test --pictures coverage                     # the maps, with what is not covered marked`;

/** `test`: the scenarios in virtual time. */
export function addTestVerb(program: Command, finish: Finish): void {
  answering(program.command('test'), EXAMPLES)
    .description('run the scenarios in virtual time')
    .argument('[path]', 'folder of maps, or one scenario (default: the project’s maps)')
    .option('-u, --update', 'write what happened into the expectations of the scenarios that failed')
    .option('-w, --watch', 'test again whenever a file has changed, until Ctrl-C')
    .option('--threshold <percent>', 'fail when less of the maps is covered', parsePercent)
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--coverage <file>', 'write the coverage: .info for lcov, .json for Istanbul’s form')
    .option('--pictures <folder>', 'draw each map with what is not covered marked')
    .action(async (path: string | undefined, flags: TestFlags) => {
      const asked = {
        path: path ?? readConfiguration().mapsDirectory,
        ...withFormat(flags),
        ...terminalOf(),
      };
      const { watch, ...options } = asked;
      if (watch && options.update)
        throw new Stopped(EXIT.usage, '--watch and --update do not go together. Leave one of the two out.');
      if (watch) {
        const { runWatchTest } = await import('../commands/watch-test.ts');
        return finish(await runWatchTest(options));
      }
      const { runTest } = await import('../commands/test.ts');
      finish(await runTest(options));
    });
}

function parsePercent(text: string): number {
  const percent = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (percent <= 100) return percent;
  throw new InvalidArgumentError('Write a number from 0 to 100.');
}

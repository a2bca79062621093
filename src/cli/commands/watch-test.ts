import { isWanted } from '../../compiler/compile-maps.ts';
import { say } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { watchFolder } from '../watch-folder.ts';
import { partsOf, runTest, type TestOptions } from './test.ts';
import { changesInWords, CLEAR, untilTold } from './watch-check.ts';

/** What `mapwright test --watch` was asked for. */
export interface WatchTestOptions extends TestOptions {
  /** Whether somebody looks at a screen that can be cleared. Default: whether standard output is one. */
  isTerminal?: boolean;
  /** Ends the watching. Default: Ctrl-C, SIGTERM, or nobody reads standard output any more. */
  signal?: AbortSignal;
}

/**
 * Tests, and again each time something in the folder of maps has changed, until `signal` ends it. Failures do not end
 * it. As JSON each round is a line. Answers the exit code.
 */
export async function runWatchTest(options: WatchTestOptions): Promise<number> {
  const { path, format, signal = untilTold(), isTerminal = process.stdout.isTTY } = options;
  const write = options.write ?? ((text: string) => void process.stdout.write(text));
  const { maps } = partsOf(path);
  const batches = await watchFolder(maps, { isWanted, signal });
  const round = async (changed: readonly string[] = []): Promise<void> => {
    const began = performance.now();
    const tell = (text: string): void => {
      if (format === 'json') write(`${JSON.stringify(JSON.parse(text))}\n`);
      else write(`${isTerminal ? CLEAR : ''}${text}`);
    };
    await runTest({ ...options, write: tell });
    const milliseconds = Math.round(performance.now() - began);
    if (format !== 'json')
      say(`${changesInWords({ changed })}Tested in ${milliseconds} ms. Watching ${maps}; Ctrl-C ends.`);
  };
  await round();
  for await (const changed of batches) await round(changed);
  return EXIT.done;
}

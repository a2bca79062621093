import { CommanderError } from 'commander';
import { say } from './answer.ts';
import { commandLine } from './command-line.ts';
import { EXIT, Stopped } from './exit-codes.ts';
import { readConfiguration } from './read-configuration.ts';

/** Runs the verb that `arguments_` name; answers the exit code. Never throws. */
async function main(arguments_: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  try {
    const program = commandLine((code) => (exitCode = code));
    program.hook('preAction', () => void readConfiguration());
    await program.parseAsync(arguments_, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof Stopped) {
      say(error.message);
      return error.exitCode;
    }
    say(
      `This is a bug in Mapwright, please report it:\n${error instanceof Error ? error.stack : String(error)}`,
    );
    return EXIT.bug;
  }
}

// No `await` here: the bundle is CommonJS, which knows none at its top level.
void main(process.argv.slice(2)).then((exitCode) => void (process.exitCode = exitCode));

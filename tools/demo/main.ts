import { readConfiguration } from '../../src/cli/read-configuration.ts';
import { startForTerminal } from '../../src/cli/start-for-terminal.ts';
import { journey } from './journey.ts';

// Starts the stack, takes a partner through it, and stays up to be looked at; with --exit it ends by itself.
try {
  const stack = await startForTerminal(readConfiguration());
  process.exitCode = await journey(stack).catch(failed);
  if (!process.argv.includes('--exit')) {
    console.log('\nEverything keeps running, so that you can look around. Press Ctrl-C to end.');
    await new Promise<void>((resolve) => process.once('SIGINT', resolve));
  }
  await stack.stop();
} catch (error) {
  // What a person can mend has a message of its own; a bug shows its stack.
  const isForPeople = error instanceof Error && error.name === 'Stopped';
  console.error(isForPeople ? error.message : error);
  process.exitCode = 1;
}

/** The journey stopped short: says where. Answers the exit code. */
function failed(error: unknown): number {
  console.error(error instanceof Error ? error.message : error);
  return 1;
}

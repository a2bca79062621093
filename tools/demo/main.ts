import { readConfiguration } from '../../src/cli/read-configuration.ts';
import { startForTerminal } from '../../src/cli/start-for-terminal.ts';
import { journey } from './journey.ts';

// Starts the stack, takes a partner through it, and stays up to be looked at; with --exit it ends by itself.
const stack = await startForTerminal(readConfiguration());
try {
  process.exitCode = await journey(stack);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
if (!process.argv.includes('--exit')) {
  console.log('\nEverything keeps running, so that you can look around. Press Ctrl-C to end.');
  await new Promise<void>((resolve) => process.once('SIGINT', resolve));
}
await stack.stop();

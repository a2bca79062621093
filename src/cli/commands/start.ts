import type { Configuration } from '../../configuration/configuration.ts';
import { say } from '../answer.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { startForTerminal } from '../start-for-terminal.ts';

/** `start`: everything in one process, until it is told to end (Ctrl-C or SIGTERM). */
export async function runStart(configuration: Configuration): Promise<ExitCode> {
  const stack = await startForTerminal(configuration);
  say(`Sale webhook: POST ${stack.gatewayUrl}/hooks/sales, secret ${stack.webhookSecret}`);
  say('Running. Press Ctrl-C to end.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  say('Ending …');
  await stack.stop();
  return EXIT.done;
}

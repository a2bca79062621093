import type { Configuration } from '../../configuration/configuration.ts';
import { say } from '../answer.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { startForTerminal } from '../start-for-terminal.ts';

/** `start`: everything in one process, until it is told to end (Ctrl-C or SIGTERM). */
export async function runStart(configuration: Configuration): Promise<ExitCode> {
  const stack = await startForTerminal(configuration);
  // A secret that was made here is nowhere else to be read; one that was configured stays out of every log.
  const secret = configuration.webhookSecret === undefined ? `, secret ${stack.webhookSecret}` : '';
  say(`Sale webhook: POST ${stack.gatewayUrl}/hooks/sales${secret}`);
  say('Running. Press Ctrl-C to end.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  say('Ending …');
  await stack.stop();
  return EXIT.done;
}

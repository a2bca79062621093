import type { Command } from 'commander';
import { readConfiguration } from '../read-configuration.ts';
import type { Finish } from './format-option.ts';

/** `start`: everything in one process. */
export function addStartVerb(program: Command, finish: Finish): void {
  program
    .command('start')
    .description('start the Temporal server, the worker, the gateway, the dispatcher and the mail inbox')
    .addHelpText('after', '\nExample:\n  $ MAPWRIGHT_GATEWAY_PORT=9000 mapwright start')
    .action(async () => {
      const { runStart } = await import('../commands/start.ts');
      finish(await runStart(readConfiguration()));
    });
}

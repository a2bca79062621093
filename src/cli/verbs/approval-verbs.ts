import type { Command } from 'commander';
import { parseEmail } from '../arguments.ts';
import type { DecideOptions } from '../commands/decide.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type DecideFlags = FormatFlags & Pick<DecideOptions, 'map' | 'by' | 'reason' | 'reopen'>;

/** `approve` and `reject`: a person's decision on an application. */
export function addApprovalVerbs(program: Command, finish: Finish): void {
  const addVerb = (
    name: string,
    outcome: DecideOptions['outcome'],
    description: string,
    example: string,
  ): void => {
    answering(program.command(name), example)
      .description(description)
      .argument('<contact>', 'contact id or email address')
      .option('--map <map>', 'the map, when the contact waits for approval on several')
      .option('--by <email>', 'who decides (default: the user of this machine)', parseEmail)
      .option('--reason <text>', 'why; recorded, and available to emails')
      .option('--reopen', 'reverse a decision that was taken before; both stay on record')
      .action(async (contact: string, flags: DecideFlags) => {
        const { runDecide } = await import('../commands/decide.ts');
        finish(await runDecide({ contact, outcome, ...withFormat(flags) }));
      });
  };
  addVerb('approve', 'approved', 'approve an application', 'approve ada@example.com --by kim@example.com');
  addVerb('reject', 'rejected', 'reject an application', 'reject ada@example.com --reason "No website"');
}

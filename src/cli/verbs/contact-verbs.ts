import type { Command } from 'commander';
import { parseEmail } from '../arguments.ts';
import type { ByHandOptions } from '../commands/act-by-hand.ts';
import type { SuspendOptions } from '../commands/suspend.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type ByHandFlags = FormatFlags & Pick<ByHandOptions, 'map' | 'at' | 'by'>;
type SuspendFlags = FormatFlags & Pick<SuspendOptions, 'program' | 'by' | 'reason'>;

/** A verb about one contact, done by somebody. */
function contactVerb(program: Command, name: string, description: string, example: string): Command {
  return answering(program.command(name), `${name} ada@example.com${example}`)
    .description(description)
    .argument('<contact>', 'contact id or email address')
    .option('--by <email>', 'who does it (default: the user of this machine)', parseEmail);
}

/** `enroll`, `remove`, `pause`, `resume`, `suspend` and `reinstate`. */
export function addContactVerbs(program: Command, finish: Finish): void {
  const byHand = (action: ByHandOptions['action']) => async (contact: string, flags: ByHandFlags) => {
    const { runByHand } = await import('../commands/act-by-hand.ts');
    finish(await runByHand({ contact, action, ...withFormat(flags) }));
  };
  contactVerb(program, 'enroll', 'put a contact on a map', ' --map partner-welcome --at active')
    .requiredOption('--map <map>', 'the map')
    .option(
      '--at <step>',
      'where to stand: earlier steps count as done (default: the map’s `added` triggers)',
    )
    .action(byHand('add'));
  contactVerb(program, 'remove', 'take a contact off a map', ' --map partner-welcome')
    .requiredOption('--map <map>', 'the map')
    .action(byHand('remove'));
  contactVerb(program, 'pause', 'hold a contact where they stand; time passes', ' --map partner-welcome')
    .option('--map <map>', 'only on this map (default: on all)')
    .action(byHand('pause'));
  contactVerb(program, 'resume', 'let a paused contact go on', ' --map partner-welcome')
    .option('--map <map>', 'only on this map (default: what was paused on all)')
    .action(byHand('resume'));

  const changeStatus = (to: SuspendOptions['to']) => async (contact: string, flags: SuspendFlags) => {
    const { runSuspend } = await import('../commands/suspend.ts');
    finish(await runSuspend({ contact, to, ...withFormat(flags) }));
  };
  const ofProgram = ['--program <program>', 'partner program (default: the partner’s only one)'] as const;
  const why = ['--reason <text>', 'why; recorded'] as const;
  contactVerb(program, 'suspend', 'suspend an approved partner', '')
    .option(...ofProgram)
    .option(...why)
    .action(changeStatus('suspended'));
  contactVerb(program, 'reinstate', 'reinstate a suspended partner', '')
    .option(...ofProgram)
    .option(...why)
    .action(changeStatus('approved'));
}

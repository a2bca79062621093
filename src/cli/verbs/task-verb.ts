import type { Command } from 'commander';
import { parseEmail } from '../arguments.ts';
import type { TaskOptions } from '../commands/task.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type TaskFlags = FormatFlags & Pick<TaskOptions, 'map' | 'step' | 'by'>;

/** `task`: how a task for a team went. */
export function addTaskVerb(program: Command, finish: Finish): void {
  answering(program.command('task'), 'task ada@example.com done --step call-them --by kim@example.com')
    .description('say how a task for a team went')
    .argument('<contact>', 'contact id or email address')
    .argument('<outcome>', 'one of the outcomes of the task')
    .option('--step <step>', 'the step, when several tasks are open for the contact')
    .option('--map <map>', 'the map, when several have such a step')
    .option('--by <email>', 'who did it (default: the user of this machine)', parseEmail)
    .action(async (contact: string, outcome: string, flags: TaskFlags) => {
      const { runTask } = await import('../commands/task.ts');
      finish(await runTask({ contact, outcome, ...withFormat(flags) }));
    });
}

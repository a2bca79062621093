import type { Command } from 'commander';
import { parseId, parseInstant, parseObject } from '../arguments.ts';
import type { EventOptions } from '../commands/event.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type EventFlags = FormatFlags & Pick<EventOptions, 'data' | 'id' | 'at'>;

/** `event`: by hand, what other systems do. */
export function addEventVerb(program: Command, finish: Finish): void {
  const example = `event ada@example.com training-finished --data '{"course":"basics"}'`;
  answering(program.command('event'), example)
    .description('record an event of events.yaml that happened to a contact')
    .argument('<contact>', 'contact id or email address')
    .argument('<type>', 'name of the event')
    .option('--data <json>', 'what comes with it, as events.yaml declares it', parseObject)
    .option(
      '--id <id>',
      'unique id; the same id again counts once (default: one is made and printed)',
      parseId,
    )
    .option('--at <instant>', 'when, such as 2026-01-05T09:00:00Z (default: now)', parseInstant)
    .action(async (contact: string, type: string, flags: EventFlags) => {
      const { runEvent } = await import('../commands/event.ts');
      finish(await runEvent({ contact, type, ...withFormat(flags) }));
    });
}

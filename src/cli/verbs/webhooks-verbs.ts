import { InvalidArgumentError, Option, type Command } from 'commander';
import type { DeliveriesOptions } from '../commands/webhooks.ts';
import { answering, withFormat, type Finish, type FormatFlags } from './format-option.ts';

type DeliveriesFlags = FormatFlags & Omit<DeliveriesOptions, 'format'>;

/** `webhooks`: what other systems were told, and telling them again. */
export function addWebhooksVerbs(program: Command, finish: Finish): void {
  const webhooks = program
    .command('webhooks')
    .description('look at what other systems were told, and tell them again');

  answering(webhooks.command('deliveries'), 'webhooks deliveries --endpoint crm --status failed')
    .description('list the latest deliveries, newest first, and the endpoints that are disabled')
    .option('--endpoint <name>', 'only those to this endpoint')
    .addOption(new Option('--status <status>', 'only these').choices(['waiting', 'delivered', 'failed']))
    .option('--limit <number>', 'how many at most', parseNumber, 50)
    .action(async (flags: DeliveriesFlags) => {
      const { runDeliveries } = await import('../commands/webhooks.ts');
      finish(await runDeliveries(withFormat(flags)));
    });

  answering(webhooks.command('redeliver'), 'webhooks redeliver 17 18')
    .description('send deliveries again, each under the id that it had')
    .argument('<number...>', 'their numbers in “webhooks deliveries”', parseNumbers)
    .action(async (ids: number[], flags: FormatFlags) => {
      const { runRedeliver } = await import('../commands/webhooks.ts');
      finish(await runRedeliver({ ids, ...withFormat(flags) }));
    });

  answering(webhooks.command('enable'), 'webhooks enable crm')
    .description('send to a disabled endpoint again, first all that it has not taken')
    .argument('<endpoint>', 'its name in MAPWRIGHT_WEBHOOKS_OUT')
    .action(async (endpoint: string, flags: FormatFlags) => {
      const { runEnable } = await import('../commands/webhooks.ts');
      finish(await runEnable({ endpoint, ...withFormat(flags) }));
    });
}

function parseNumbers(text: string, before: number[] = []): number[] {
  return [...before, parseNumber(text)];
}

function parseNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is not a number from 1 on.');
}

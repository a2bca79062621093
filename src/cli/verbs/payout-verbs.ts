import type { Command } from 'commander';
import { parseEmail, parseId } from '../arguments.ts';
import type { PayoutsExportOptions } from '../commands/payouts-export.ts';
import type { PayoutsStatusOptions } from '../commands/payouts-status.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type ExportFlags = FormatFlags & Omit<PayoutsExportOptions, 'format'>;
type StatusFlags = FormatFlags & Omit<PayoutsStatusOptions, 'contact' | 'format'>;

/** `payouts export` and `payouts status`: what partners are paid. */
export function addPayoutVerbs(program: Command, finish: Finish): void {
  const verb = program.command('payouts').description('pay out commissions, and say how they stand');

  answering(verb.command('export'), 'payouts export --program main --batch 2026-01 --output payouts.csv')
    .description(
      'mark all that is payable as paid, and write it as CSV; an id that was used writes its batch again',
    )
    .requiredOption('--program <program>', 'the partner program')
    .option('--batch <id>', 'unique id of the batch (default: one is made and printed)', parseId)
    .option('--output <file>', 'where the partners’ amounts go (default: standard output)')
    .option('--lines <file>', 'where each single commission goes, too')
    .option('--by <email>', 'who does it (default: the user of this machine)', parseEmail)
    .option('--dry-run', 'say what would be paid, and change nothing')
    .action(async (flags: ExportFlags) => {
      const { runPayoutsExport } = await import('../commands/payouts-export.ts');
      finish(await runPayoutsExport(withFormat(flags)));
    });

  answering(verb.command('status'), 'payouts status ada@example.com --program main')
    .description('commissions by state: on hold, payable, paid, reversed')
    .argument('[contact]', 'contact id or email address (default: all partners)')
    .requiredOption('--program <program>', 'the partner program')
    .action(async (contact: string | undefined, flags: StatusFlags) => {
      const { runPayoutsStatus } = await import('../commands/payouts-status.ts');
      finish(await runPayoutsStatus({ ...withFormat(flags), ...(contact === undefined ? {} : { contact }) }));
    });
}

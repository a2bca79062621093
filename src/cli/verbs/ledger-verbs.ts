import { Option } from 'commander';
import type { Command } from 'commander';
import { parseEmail, parseId, parseInstant } from '../arguments.ts';
import type { CorrectOptions } from '../commands/correct.ts';
import type { VerifyOptions } from '../commands/ledger-verify.ts';
import type { RefundOptions } from '../commands/refund.ts';
import type { SaleOptions } from '../commands/sale.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type SaleFlags = FormatFlags & Omit<SaleOptions, 'contact' | 'amount' | 'format'>;
type RefundFlags = FormatFlags & Omit<RefundOptions, 'sale' | 'amount' | 'format'>;

type CorrectFlags = FormatFlags & Omit<CorrectOptions, 'contact' | 'total' | 'format'>;

const SOURCE = 'the system in whose ids this is one (default: webhook)';

/** `sale`, `refund` and `correct`: by hand, what sale systems do; and `ledger`. */
export function addLedgerVerbs(program: Command, finish: Finish): void {
  answering(program.command('sale'), 'sale ada@example.com 1100.00 --id order-17')
    .description('record a sale of a partner')
    .argument('<contact>', 'contact id or email address')
    .argument('<amount>', 'in major units, such as 1100.00')
    .option(
      '--id <id>',
      'unique id; the same id again counts once (default: one is made and printed)',
      parseId,
    )
    .option('--source <source>', SOURCE, parseId)
    .option('--program <program>', 'partner program (default: the partner’s only one)')
    .option('--currency <code>', 'ISO 4217 code (default: the program’s)')
    .option('--exchange-rate <rate>', 'how many of the program’s currency one of --currency is worth')
    .addOption(
      new Option('--kind <kind>', 'kind of payment (default: first)').choices([
        'first',
        'recurring',
        'instalment',
      ]),
    )
    .option('--product <product>', 'what was sold')
    .option('--first-sale <id>', 'the sale that a recurring payment or an instalment belongs to', parseId)
    .option('--at <instant>', 'when, such as 2026-01-05T09:00:00Z (default: now)', parseInstant)
    .action(async (contact: string, amount: string, flags: SaleFlags) => {
      const { runSale } = await import('../commands/sale.ts');
      finish(await runSale({ contact, amount, ...withFormat(flags) }));
    });

  answering(program.command('refund'), 'refund order-17 100.00')
    .description('refund a sale, in part or in full, or record its chargeback')
    .argument('<sale>', 'id of the sale')
    .argument('[amount]', 'in major units (default: all that is left of the sale)')
    .option(
      '--id <id>',
      'unique id; the same id again counts once (default: one is made and printed)',
      parseId,
    )
    .option('--source <source>', SOURCE, parseId)
    .option('--currency <code>', 'ISO 4217 code; refused where the sale has another')
    .option('--chargeback', 'the customer’s bank took the money back')
    .option('--at <instant>', 'when, such as 2026-01-05T09:00:00Z (default: now)', parseInstant)
    .action(async (sale: string, amount: string | undefined, flags: RefundFlags) => {
      const { runRefund } = await import('../commands/refund.ts');
      finish(await runRefund({ sale, ...(amount === undefined ? {} : { amount }), ...withFormat(flags) }));
    });

  answering(program.command('correct'), 'correct ada@example.com 5100.00')
    .description('state a partner’s total sales; the difference to what is recorded becomes a correction')
    .argument('<contact>', 'contact id or email address')
    .argument('<total>', 'all sales so far, in major units, such as 5100.00')
    .option(
      '--id <id>',
      'unique id; the same id again counts once (default: one is made and printed)',
      parseId,
    )
    .option('--program <program>', 'partner program (default: the partner’s only one)')
    .option('--currency <code>', 'ISO 4217 code (default: the program’s)')
    .option('--by <email>', 'who states it (default: the user of this machine)', parseEmail)
    .option('--at <instant>', 'when it was so, such as 2026-01-05T09:00:00Z (default: now)', parseInstant)
    .action(async (contact: string, total: string, flags: CorrectFlags) => {
      const { runCorrect } = await import('../commands/correct.ts');
      finish(await runCorrect({ contact, total, ...withFormat(flags) }));
    });

  addLedgerVerb(program, finish);
}

function addLedgerVerb(program: Command, finish: Finish): void {
  const ledger = program
    .command('ledger')
    .description('check the ledger of sales and commissions as a whole');
  answering(ledger.command('verify'), 'ledger verify --program main')
    .description('recompute the ledger from its rows, and say what differs from what is kept or was told')
    .option('--program <program>', 'only this partner program (default: all)')
    .action(async (flags: FormatFlags & Omit<VerifyOptions, 'format'>) => {
      const { runVerify } = await import('../commands/ledger-verify.ts');
      finish(await runVerify(withFormat(flags)));
    });
}

import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { parseEmail } from '../arguments.ts';
import type { ImportPartnersOptions } from '../commands/import-partners.ts';
import type { ImportSalesOptions } from '../commands/import-sales.ts';
import { answering, withFormat } from './format-option.ts';
import type { Finish, FormatFlags } from './format-option.ts';

type PartnersFlags = FormatFlags & Omit<ImportPartnersOptions, 'file' | 'format'>;
type SalesFlags = FormatFlags & Omit<ImportSalesOptions, 'file' | 'format'>;

/** `import partners` and `import sales`: what another system has. */
export function addImportVerbs(program: Command, finish: Finish): void {
  const verb = program.command('import').description('bring partners and sales along from another system');
  const dryRun = ['--dry-run', 'say what would happen, and change nothing'] as const;

  answering(
    verb.command('partners'),
    'import partners partners.csv --program main --enroll partner-welcome@active',
  )
    .description('import partners; no mail is sent, and those who are known stay as they are')
    .argument('<file>', 'CSV file with a header; docs/import.md says which columns')
    .requiredOption('--program <program>', 'the partner program')
    .option('--enroll <map@step>', 'where they are to stand: earlier steps count as done', parsePlace)
    .option('--by <email>', 'who does it (default: the user of this machine)', parseEmail)
    .option(...dryRun)
    .action(async (file: string, flags: PartnersFlags) => {
      const { runImportPartners } = await import('../commands/import-partners.ts');
      finish(await runImportPartners({ file, ...withFormat(flags) }));
    });

  answering(verb.command('sales'), 'import sales sales.csv --program main --dry-run')
    .description('import sales of partners; they count in the totals, and no mail is sent')
    .argument('<file>', 'CSV file with a header; docs/import.md says which columns')
    .requiredOption('--program <program>', 'the partner program')
    .option(...dryRun)
    .action(async (file: string, flags: SalesFlags) => {
      const { runImportSales } = await import('../commands/import-sales.ts');
      finish(await runImportSales({ file, ...withFormat(flags) }));
    });
}

/** `partner-welcome@active`. @throws InvalidArgumentError */
function parsePlace(text: string): { map: string; at: string } {
  const [, map, at] = /^([^@]+)@([^@]+)$/.exec(text) ?? [];
  if (map !== undefined && at !== undefined) return { map, at };
  throw new InvalidArgumentError('Write a map and a step, such as partner-welcome@active.');
}

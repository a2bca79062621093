import { importPartners, type PartnerImport } from '../../src/partners/import/import-partners.ts';
import { importSales } from '../../src/partners/import/import-sales.ts';
import { readPartnerRow } from '../../src/partners/import/partner-row.ts';
import { readSaleRow } from '../../src/partners/import/sale-row.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { verifyLedger } from '../../src/partners/verify-ledger.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';

/** A line of a file, by column. */
export type Cells = Record<string, string>;

/** Lines as a file has them, from the second one on. */
function linesOf<Row>(records: Cells[], read: (record: Cells) => Row | string) {
  return records.map((record, index) => {
    const row = read(record);
    const line = index + 2;
    return typeof row === 'string' ? { line, reason: row } : { line, row };
  });
}

/** A partner program of the company. */
export function programOf(p: Partners, name = 'main'): PartnerProgram {
  const program = p.settings().programs[name];
  if (!program) throw new Error(`There is no program ${name}.`);
  return program;
}

/** Imports partners into `main` as the command does. */
export function bringPartners(p: Partners, records: Cells[], settings: Partial<PartnerImport> = {}) {
  const lines = linesOf(records, (record) => readPartnerRow(p.settings(), programOf(p), record));
  return importPartners(p, lines, { program: 'main', by: 'kim@example.com', dryRun: false, ...settings });
}

/** Imports sales of `main` as the command does. */
export function bringSales(p: Partners, records: Cells[], { dryRun = false, program = programOf(p) } = {}) {
  const lines = linesOf(records, (record) => readSaleRow(program, p.now(), record));
  return importSales(p, lines, { program, dryRun });
}

/** What `ledger verify` finds. */
export async function isSound(p: Partners) {
  return (await verifyLedger(p, { released: [p.settings()] })).findings;
}

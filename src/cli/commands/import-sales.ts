import { importSales } from '../../partners/import/import-sales.ts';
import { readSaleRow, SALE_COLUMNS } from '../../partners/import/sale-row.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { readCsv } from '../import/read-csv.ts';
import { importLines, reportImport } from '../import/run-import.ts';
import { withPartners } from '../project.ts';
import { unknownProgram } from '../unknown-program.ts';

/** `import sales`. */
export interface ImportSalesOptions {
  file: string;
  program: string;
  dryRun?: true;
  format: Format;
}

/** Imports sales of a program's partners from a CSV file. Nobody is sent a mail for it. */
export async function runImportSales(options: ImportSalesOptions): Promise<ExitCode> {
  const { file, program: name, dryRun = false, format } = options;
  return withPartners(async (partners) => {
    const program = partners.settings().programs[name];
    const refusal = unknownProgram(partners, name);
    if (refusal || !program) {
      answer(format, refusal?.message ?? '', refusal ?? {});
      return EXIT.failed;
    }
    const result = await importLines({
      file: readCsv(file, { known: SALE_COLUMNS, required: ['id', 'amount', 'at'] }),
      read: (record) => readSaleRow(program, partners.now(), record),
      keys: ({ source, id }) => ({ id: `${source} ${id}` }),
      write: (batch) => importSales(partners, batch, { program, dryRun }),
    });
    return reportImport(format, `sales into ${name}`, result, { dryRun });
  });
}

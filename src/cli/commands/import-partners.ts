import { userInfo } from 'node:os';
import { importPartners } from '../../partners/import/import-partners.ts';
import { topicColumns } from '../../partners/import/mail-wishes.ts';
import { ownColumns, PARTNER_COLUMNS, readPartnerRow } from '../../partners/import/partner-row.ts';
import { currentPrograms } from '../../releases/current-release.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { readCsv } from '../import/read-csv.ts';
import { importLines, reportImport } from '../import/run-import.ts';
import { problemOfPlace } from '../place-on-map.ts';
import { withPartners } from '../project.ts';
import { readConfiguration } from '../read-configuration.ts';
import { unknownProgram } from '../unknown-program.ts';

/** `import partners`. */
export interface ImportPartnersOptions {
  file: string;
  program: string;
  /** `MAP@STEP`. */
  enroll?: { map: string; at: string };
  /** Email address of the person who does it; default: the user of this machine. */
  by?: string;
  dryRun?: true;
  format: Format;
}

/** Imports partners from a CSV file. Nobody is sent a mail for it. */
export async function runImportPartners(options: ImportPartnersOptions): Promise<ExitCode> {
  const { file, program: name, enroll, dryRun = false, format } = options;
  const by = options.by ?? `${userInfo().username} (command line)`;
  return withPartners(async (partners) => {
    const settings = partners.settings();
    const program = settings.programs[name];
    const maps = enroll ? await currentPrograms(readConfiguration().stateDirectory, partners.db) : [];
    const problem = enroll && problemOfPlace(enroll, maps, name);
    const refusal =
      problem === undefined ? unknownProgram(partners, name) : { status: 'refused', message: problem };
    if (refusal || !program) {
      answer(format, refusal?.message ?? '', refusal ?? {});
      return EXIT.failed;
    }
    const known = [...PARTNER_COLUMNS, ...topicColumns(settings), ...ownColumns(settings, program)];
    const result = await importLines({
      file: readCsv(file, { known, required: ['email'] }),
      read: (record) => readPartnerRow(settings, program, record),
      keys: ({ email, referralCode }) => ({
        address: email,
        ...(referralCode === undefined ? {} : { 'referral code': referralCode }),
      }),
      write: (batch) =>
        importPartners(partners, batch, { program: name, by, dryRun, ...(enroll ? { enroll } : {}) }),
    });
    return reportImport(format, `partners into ${name}`, result, {
      dryRun,
      ...(enroll ? { enroll: `${enroll.map} at ${enroll.at}` } : {}),
    });
  });
}

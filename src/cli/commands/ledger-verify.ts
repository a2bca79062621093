import { verifyLedger } from '../../partners/verify-ledger.ts';
import { developmentStore } from '../../releases/current-release.ts';
import { readAllSettings } from '../../releases/release-store.ts';
import { counted } from '../../diagram/duration-words.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';
import { readConfiguration } from '../read-configuration.ts';
import { unknownProgram } from '../unknown-program.ts';

/** `ledger verify`. */
export interface VerifyOptions {
  /** Default: all partner programs. */
  program?: string;
  format: Format;
}

/** Findings that people are shown; `--json` has all. */
const MOST_SHOWN = 100;

/** Verifies the ledger; fails when anything differs. Contacts are named by id, never by address. */
export async function runVerify({ program, format }: VerifyOptions): Promise<ExitCode> {
  return withPartners(async (partners) => {
    const unknown = unknownProgram(partners, program);
    if (unknown) {
      answer(format, unknown.message, unknown);
      return EXIT.failed;
    }
    const released = await readAllSettings(developmentStore(readConfiguration().stateDirectory));
    const report = await verifyLedger(partners, { released, ...(program === undefined ? {} : { program }) });
    const { findings } = report;
    const shown = findings.slice(0, MOST_SHOWN).map((finding) => {
      const of = finding.program === undefined ? [] : [`in ${finding.program}`];
      return `${[finding.contactId ?? [], ...of].flat().join(' ')}: ${finding.message}`;
    });
    const more = findings.length - shown.length;
    const looked = `${counted(report.partners, 'membership')} and ${counted(report.rows, 'row')}`;
    const lines =
      findings.length === 0
        ? [`The ledger is sound: ${looked} were looked at.`]
        : [
            ...shown,
            ...(more > 0 ? [`… and ${more} more; --json shows all.`] : []),
            `${counted(findings.length, 'finding')} in ${looked}. Nothing was changed; see docs/operations.md.`,
          ];
    answer(format, lines, { ok: findings.length === 0, ...report });
    return findings.length === 0 ? EXIT.done : EXIT.failed;
  });
}

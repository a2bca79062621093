import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { makePayout, type HeldBack, type PayoutResult } from '../../partners/payouts/make-payout.ts';
import type { Payout } from '../../partners/payouts/read-payout.ts';
import { decimalOf } from '../../program/money.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import { answer, say } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT, Stopped } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { linesCsv, partnersCsv } from '../payouts/payout-files.ts';
import { withPartners } from '../project.ts';
import { unknownProgram } from '../unknown-program.ts';

/** `payouts export`. */
export interface PayoutsExportOptions {
  program: string;
  /** Minted and printed when left out. */
  batch?: string;
  /** Where the partners' amounts go; default: standard output. */
  output?: string;
  /** Where the single commissions go. */
  lines?: string;
  /** Email address of the person who does it; default: the user of this machine. */
  by?: string;
  dryRun?: true;
  format: Format;
}

/** Marks what is payable as paid, in one transaction, and writes it down; a batch that was made before is written again. */
export async function runPayoutsExport(options: PayoutsExportOptions): Promise<ExitCode> {
  const { program: name, dryRun = false, format } = options;
  return withPartners(async (partners) => {
    const program = partners.settings().programs[name];
    const refusal = unknownProgram(partners, name);
    if (refusal || !program) {
      answer(format, refusal?.message ?? '', refusal ?? {});
      return EXIT.failed;
    }
    const batch = options.batch ?? `payout-${randomUUID()}`;
    const by = options.by ?? `${userInfo().username} (command line)`;
    const result = await makePayout(partners, { program, batch, by, dryRun });
    if (result.status === 'refused') {
      answer(format, result.message, result);
      return EXIT.failed;
    }
    if (result.status === 'nothing') {
      answer(format, `Nothing is to be paid out in ${name}.${heldBackIn(result.heldBack)}`, result);
      return EXIT.done;
    }
    const rehearsed = dryRun && result.status === 'made';
    const line = summaryOf(program, result, rehearsed);
    // What nobody has been promised yet is in no file from which somebody could pay.
    const [csv, files] = rehearsed ? [undefined, []] : await writeFiles(options, result.payout, program);
    if (format === 'json') answer(format, line, answerOf(program, result, { rehearsed, files }));
    else if (csv === undefined) answer(format, line, {});
    else {
      say(line);
      process.stdout.write(csv);
    }
    return EXIT.done;
  });
}

type Done = Extract<PayoutResult, { payout: Payout }>;

/** Writes the files that were asked for; answers the partners' amounts where no file is to have them, and the files. */
async function writeFiles(
  { output, lines }: PayoutsExportOptions,
  payout: Payout,
  { currency }: PartnerProgram,
): Promise<[csv: string | undefined, files: string[]]> {
  const csv = partnersCsv(payout, currency);
  if (output !== undefined) await write(output, csv, payout);
  if (lines !== undefined) await write(lines, linesCsv(payout, currency), payout);
  return [output === undefined ? csv : undefined, [output ?? [], lines ?? []].flat()];
}

/** Names and addresses are in it: for its owner only. */
async function write(file: string, text: string, { batch, program }: Payout): Promise<void> {
  await writeFile(file, text, { mode: 0o600 }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    const message = `${file} cannot be written: ${why}. The payout ${batch} is recorded all the same; write it again with mapwright payouts export --program ${program} --batch ${batch}.`;
    throw new Stopped(EXIT.failed, message);
  });
}

function summaryOf(program: PartnerProgram, { payout, heldBack, status }: Done, rehearsed: boolean): string {
  const { batch, partners, at, by } = payout;
  const total = partners.reduce((sum, { amount }) => sum + amount, 0);
  const what = `${money(total, program)} to ${partners.length} partners of ${program.name}`;
  if (status === 'repeated')
    return `Payout ${batch} again: ${what}, paid on ${new Date(at).toISOString()} by ${by}. Nothing was changed.`;
  if (rehearsed) return `Would pay ${what}.${heldBackIn(heldBack)} Nothing was changed.`;
  return `Payout ${batch}: ${what}, marked as paid by ${by}.${heldBackIn(heldBack)}`;
}

function heldBackIn({ belowThreshold, notApproved }: HeldBack): string {
  const parts = [
    ...(belowThreshold > 0 ? [`${belowThreshold} below the threshold`] : []),
    ...(notApproved > 0 ? [`${notApproved} not approved at the moment`] : []),
  ];
  return parts.length > 0 ? ` Kept for later: ${parts.join(', ')}.` : '';
}

/** For programs: amounts in major units, as text. */
function answerOf(
  program: PartnerProgram,
  { payout, heldBack, status }: Done,
  { rehearsed, files }: { rehearsed: boolean; files: string[] },
): object {
  const major = (minor: number) => decimalOf(minor, program.currency);
  return {
    status: rehearsed ? 'would-pay' : status,
    ...payout,
    at: new Date(payout.at).toISOString(),
    currency: program.currency.code,
    partners: payout.partners.map(({ lines, ...partner }) => ({
      ...partner,
      commissions: major(partner.commissions),
      reversals: major(partner.reversals),
      amount: major(partner.amount),
      lines: lines.map((line) => ({
        ...line,
        amount: major(line.amount),
        commission: major(line.commission),
        at: new Date(line.at).toISOString(),
      })),
    })),
    heldBack,
    files,
  };
}

function money(minor: number, { currency }: PartnerProgram): string {
  return `${decimalOf(minor, currency)} ${currency.code}`;
}

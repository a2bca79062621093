import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { mailsIn } from '../../email/feedback/split-mailbox.ts';
import { recordReport, type ReportOutcome } from '../../partners/record-report.ts';
import { answer, type Format } from '../answer.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `email bounce`. */
export interface EmailBounceOptions {
  /** Each one mail or a mailbox; none: standard input. */
  files: readonly string[];
  format: Format;
}

/** What became of a mail; `mail` is its number in its file, from 1. */
type Told = { file: string; mail: number } & (
  ReportOutcome | { status: 'unreadable'; recorded: 0; known: 0; why: string }
);

/** Records what reports tell, each for itself: one that is not ours keeps none of the others back. */
export async function runEmailBounce({ files, format }: EmailBounceOptions): Promise<ExitCode> {
  return withPartners(async (partners) => {
    const told: Told[] = [];
    for (const file of files.length > 0 ? files : [STANDARD_INPUT]) {
      const read = await mailsOf(file);
      if (typeof read === 'string') {
        told.push({ file, mail: 1, status: 'unreadable', recorded: 0, known: 0, why: read });
        continue;
      }
      for (const [index, raw] of read.entries())
        told.push({ file, mail: index + 1, ...(await recordReport(partners, raw)) });
    }
    const ok = told.every((one) => !('why' in one));
    const sum = (count: 'recorded' | 'known') => told.reduce((total, one) => total + one[count], 0);
    const counts = { recorded: sum('recorded'), known: sum('known') };
    answer(format, inWords(told, counts), { ok, ...counts, reports: told });
    return ok ? EXIT.done : EXIT.failed;
  });
}

const STANDARD_INPUT = '-';

/** The mails of a file; a text says why it cannot be read. */
async function mailsOf(file: string): Promise<Uint8Array[] | string> {
  if (file === STANDARD_INPUT) return mailsIn(await buffer(process.stdin));
  try {
    return mailsIn(await readFile(file));
  } catch (error) {
    return `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
}

/** A line for each mail where there are several, or where it is refused, and the sum. */
function inWords(told: readonly Told[], { recorded, known }: { recorded: number; known: number }): string[] {
  const [only] = told;
  if (told.length === 1 && only?.status === 'nothing-bad') return ['The report tells nothing bad.'];
  const mailsIn = Map.groupBy(told, ({ file }) => file);
  const lines = told
    .filter((one) => told.length > 1 || 'why' in one)
    .map((one) => {
      const name = one.file === STANDARD_INPUT ? 'standard input' : one.file;
      const isAlone = mailsIn.get(one.file)?.length === 1;
      return `${name}${isAlone ? '' : `, mail ${one.mail}`}: ${'why' in one ? one.why : WORDS[one.status]}.`;
    });
  const refused = told.filter((one) => 'why' in one).length;
  const more = refused > 0 ? ` Refused: ${refused}.` : '';
  return [...lines, `Recorded: ${recorded}. Known before: ${known}.${more}`];
}

const WORDS = {
  recorded: 'recorded',
  known: 'known before',
  'nothing-bad': 'the report tells nothing bad',
} as const;

import { buffer } from 'node:stream/consumers';
import { readReport } from '../../email/feedback/read-report.ts';
import { isOurMail, recordMailEvent } from '../../partners/record-mail-event.ts';
import { answer, type Format } from '../answer.ts';
import { EXIT, Stopped, type ExitCode } from '../exit-codes.ts';
import { withPartners } from '../project.ts';

/** `email bounce`: reads a report from standard input, as a mail system pipes it, and records what it tells. */
export async function runEmailBounce(format: Format): Promise<ExitCode> {
  const events = await readReport(await buffer(process.stdin));
  if (!events)
    throw new Stopped(
      EXIT.failed,
      'This is no report of a mail: neither a delivery status notification (RFC 3464) nor a feedback report (RFC 5965).',
    );
  return withPartners(async (partners) => {
    let recorded = 0;
    for (const event of events) {
      // Anybody can write such a mail; what it says counts only where it names a mail that was really sent.
      if (!(await isOurMail(partners, event)))
        throw new Stopped(
          EXIT.failed,
          'The report names no mail that was sent from here. Nothing was recorded.',
        );
      const { status } = await recordMailEvent(partners, event);
      if (status === 'recorded') recorded += 1;
    }
    const known = events.length - recorded;
    const line =
      events.length === 0
        ? 'The report tells nothing bad.'
        : `Recorded: ${recorded}. Known before: ${known}.`;
    answer(format, line, { ok: true, recorded, known });
    return EXIT.done;
  });
}

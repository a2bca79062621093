import { readReport } from '../email/feedback/read-report.ts';
import type { Partners } from './partners.ts';
import { isOurMail, recordMailEvent } from './record-mail-event.ts';

/** What became of a mail that reports of mails, or was thought to: how many events were new, and how many known before. */
export type ReportOutcome =
  | { status: 'recorded' | 'known' | 'nothing-bad'; recorded: number; known: number }
  | { status: 'not-ours' | 'no-report'; recorded: 0; known: 0; why: string };

/**
 * Records what a report tells. The same report again records nothing new. Anybody can write such a mail: what it says
 * counts only where it names a mail that was really sent.
 */
export async function recordReport(p: Partners, raw: Uint8Array): Promise<ReportOutcome> {
  const none = { recorded: 0, known: 0 } as const;
  const events = await readReport(raw);
  if (!events) return { status: 'no-report', ...none, why: NO_REPORT };
  let recorded = 0;
  for (const event of events) {
    if (!(await isOurMail(p, event))) return { status: 'not-ours', ...none, why: NOT_OURS };
    const { status } = await recordMailEvent(p, event);
    if (status === 'recorded') recorded += 1;
  }
  const known = events.length - recorded;
  const status = recorded > 0 ? 'recorded' : known > 0 ? 'known' : 'nothing-bad';
  return { status, recorded, known };
}

const NO_REPORT =
  'this is no report of a mail: neither a delivery status notification (RFC 3464) nor a feedback report (RFC 5965)';
const NOT_OURS = 'the report names no mail that was sent from here';

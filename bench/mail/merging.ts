import { mergeEmail } from '../../src/email/merge-email.ts';
import { median } from '../median.ts';
import { contextOf, referenceEmails, requestOf } from './letters.ts';

const MAILS = 5_000;
const ROUNDS = 5;

/** Merging alone: subject, HTML part and text part of mails of which no two are alike, a second. */
export async function measureMerging() {
  const { settings, emails } = await referenceEmails();
  const round = (): number => {
    const start = performance.now();
    let bytes = 0;
    for (let n = 0; n < MAILS; n++) {
      const email = emails[n % emails.length];
      if (!email) throw new Error('There are no emails.');
      bytes += mergeEmail(email, contextOf(requestOf(email, n), n, settings)).html.length;
    }
    if (bytes < MAILS * 1_000) throw new Error('The mails are not whole.');
    return Math.round(MAILS / ((performance.now() - start) / 1_000));
  };
  round();
  const rounds = Array.from({ length: ROUNDS }, round);
  return { mails: MAILS, perSecond: median(rounds), rounds, targetPerSecond: 5_000 };
}

import { claimMail, settleSent } from '../../src/email/send-ledger.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { transact } from '../../src/storage/transact.ts';
import type { Instant } from '../../src/program/time.ts';

/** Mails in one transaction. */
const BATCH = 1_000;

/** A mail of thanks for each of `count` sales, a millisecond apart from `from` on. */
export async function thank(
  { db }: Partners,
  contactId: string,
  { count, from }: { count: number; from: Instant },
): Promise<void> {
  for (let start = 0; start < count; start += BATCH) {
    await transact(db, async (trx) => {
      for (let entry = start + 1; entry <= start + BATCH; entry += 1) {
        const key = { contactId, map: 'main.notices', entry, index: 0 };
        const now = from + entry;
        await claimMail(trx, {
          key,
          step: 'commission-earned',
          template: 'thanks-for-sale',
          messageId: `<${entry}@partners.example>`,
          values: { 'sale.amount': 150_00, 'commission.amount': 30_00 },
          isMarketing: false,
          now,
          leaseUntil: now + 75_000,
        });
        await settleSent(trx, key, 'Thank you for your sale', now);
      }
    });
  }
}

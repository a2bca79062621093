import { createHash } from 'node:crypto';
import type { ClickLink } from '../email/click-link.ts';
import { appendEvent, isRecorded } from '../storage/outbox.ts';
import { transact } from '../storage/transact.ts';
import type { Partners } from './partners.ts';

const SOURCE = '/clicks';

/**
 * Records that a link of a mail was clicked, and the contact's run learns of it: once for each mail and link, however
 * often and from wherever it is clicked. Nothing is recorded once clicks are no longer tracked, nor of a mail that the send
 * ledger does not know, or no longer.
 */
export async function recordClick(
  p: Partners,
  click: ClickLink,
): Promise<'recorded' | 'known' | 'not-counted'> {
  if (!p.settings().sending.tracking?.clicks) return 'not-counted';
  const { contactId, map, entry, index, link } = click;
  // The hash: an address may hold anything, and ids are shown in many places.
  const eventId = `${contactId}/${map}/${entry}/${index}/${createHash('sha256').update(link).digest('hex')}`;
  return transact(p.db, async (trx) => {
    if (await isRecorded(trx, SOURCE, eventId)) return 'known';
    const mail = await trx
      .selectFrom('sent_mails')
      .select('template')
      .where('contact_id', '=', contactId)
      .where('map', '=', map)
      .where('entry', '=', entry)
      .where('mail_index', '=', index)
      .executeTakeFirst();
    if (!mail) return 'not-counted';
    const now = p.now();
    const data = { email: mail.template, link, changes: [] };
    const fact = { contactId, source: SOURCE, eventId, type: 'email-clicked' as const, time: now, data, now };
    await appendEvent(trx, fact);
    return 'recorded';
  });
}

import type { ControlEvent } from '../messages/control.ts';
import { appendEvent, isRecorded } from '../storage/outbox.ts';
import { lockContact } from '../storage/lock-contact.ts';
import { transact } from '../storage/transact.ts';
import { atOneInstant, type Partners } from './partners.ts';

const SOURCE = '/control';

/** Records what was signalled to a run from outside, once for its id: so it has its place in the contact's order. */
export async function recordControl(
  partners: Partners,
  contactId: string,
  control: ControlEvent,
): Promise<void> {
  const p = atOneInstant(partners);
  const { action, id, map } = control;
  const eventId = `${contactId}/${id}`;
  await transact(p.db, async (trx) => {
    await lockContact(trx, contactId);
    if (await isRecorded(trx, SOURCE, eventId)) return;
    await appendEvent(trx, {
      contactId,
      source: SOURCE,
      eventId,
      type: action === 'pause' ? 'paused' : 'resumed',
      time: p.now(),
      data: { by: 'the signal control', changes: [], ...(map === undefined ? {} : { map }) },
      now: p.now(),
    });
  });
}

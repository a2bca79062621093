import type { Door } from '../program/events.ts';
import { appendEvent } from '../storage/outbox.ts';
import { lockContact } from '../storage/lock-contact.ts';
import { transact } from '../storage/transact.ts';
import { UNKNOWN_CONTACT } from './act-by-hand.ts';
import { readEnrolment } from './enrolments.ts';
import { findContact } from './find-contact.ts';
import { atOneInstant, type Partners } from './partners.ts';

/** Takes a partner's standing away for a while, or gives it back. */
export interface Suspension {
  /** Contact id or email address. */
  contact: string;
  to: 'suspended' | 'approved';
  /** Needed where the contact belongs to several partner programs. */
  program?: string;
  /** Who does it: the email address of a person. */
  by: string;
  reason?: string;
  via?: Door;
}

/** `message` says to people what is in the way. */
export type SuspensionResult =
  | { status: 'changed' | 'already'; contactId: string; program: string }
  | { status: 'unknown-contact' | 'unknown-program' | 'other-status'; message: string };

/** Suspends an approved partner, or reinstates a suspended one: status and fact are one transaction. */
export async function changeSuspension(
  partners: Partners,
  { contact, to, by, program, reason, via }: Suspension,
): Promise<SuspensionResult> {
  const p = atOneInstant(partners);
  const found = await findContact(p, contact);
  if (!found) return UNKNOWN_CONTACT;
  const named = found.enrolments.filter((one) => program === undefined || one.program === program);
  const [only] = named;
  if (!only || named.length > 1) return noProgram(named.map((one) => one.program));
  const [contactId, eventId] = [found.id, p.randomId()];
  return transact(p.db, async (trx) => {
    await lockContact(trx, contactId);
    const before = (await readEnrolment(trx, contactId, only.program))?.status;
    if (before === to) return { status: 'already', contactId, program: only.program };
    if (before !== (to === 'suspended' ? 'approved' : 'suspended')) return otherStatus(before, to);
    await trx
      .updateTable('enrolments')
      .set({ status: to })
      .where('contact_id', '=', contactId)
      .where('program', '=', only.program)
      .execute();
    await appendEvent(trx, {
      contactId,
      source: '/by-hand',
      eventId,
      type: 'contact-changed',
      time: p.now(),
      data: {
        by,
        ...(reason === undefined ? {} : { reason }),
        ...(via === undefined ? {} : { via }),
        program: only.program,
        changes: [{ field: 'status', before, after: to }],
      },
      now: p.now(),
    });
    return { status: 'changed', contactId, program: only.program };
  });
}

function noProgram(names: string[]): SuspensionResult {
  const message =
    names.length > 1
      ? `The contact belongs to several partner programs: ${names.join(', ')}. Say which one with --program.`
      : 'The contact does not belong to this partner program, or to none. Their page in the console shows to which.';
  return { status: 'unknown-program', message };
}

function otherStatus(status: string | undefined, to: Suspension['to']): SuspensionResult {
  const fits =
    to === 'suspended'
      ? 'Only an approved partner can be suspended'
      : 'Only a suspended partner can be reinstated';
  const instead = to === 'suspended' ? ' An application is declined with `mapwright reject`.' : '';
  return { status: 'other-status', message: `${fits}, and this one is ${status ?? 'no partner'}.${instead}` };
}

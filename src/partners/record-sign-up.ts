import type { Transaction } from 'kysely';
import type { FieldChange, FieldValue } from '../program/events.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { answerConsentBox, type ConsentBox } from './consents.ts';
import { enrol, readEnrolment } from './enrolments.ts';
import { followDecision } from './follow-decision.ts';
import { newContactId } from './identity.ts';
import { firstValues } from './own-fields.ts';
import type { Partners } from './partners.ts';

/** An application that counts. */
export interface SignUp {
  /** Names the fact once where it could be asked for again; absent: it cannot. */
  id?: string;
  program: string;
  /** Id of the form. */
  form: string;
  values: Record<string, FieldValue>;
  /** The contact who brought them, if anybody did. */
  recruiter: string | null;
  /** The form's consent box as it was answered. */
  consent?: ConsentBox;
}

/**
 * Records an application in the caller's transaction: contact, enrolment, consent and the fact that runs learn of. For
 * an address that is known already nothing of the contact or of their status changes: the values go to the approver.
 * Where the program approves by rule, a new applicant is a partner with this fact.
 */
export async function recordSignUp(p: Partners, trx: Transaction<Database>, signUp: SignUp): Promise<void> {
  const { id, program, form, values, recruiter, consent } = signUp;
  const { contactId, changes } = await findOrCreateContact(p, trx, values);
  if (await readEnrolment(trx, contactId, program)) {
    await trx
      .updateTable('enrolments')
      .set({ application: JSON.stringify(values) })
      .where('contact_id', '=', contactId)
      .where('program', '=', program)
      .execute();
  } else {
    changes.push(...(await enrol(p, trx, contactId, program, values, recruiter)).changes);
    if (p.settings().programs[program]?.approval === 'automatic') {
      const decision = {
        contactId,
        program,
        outcome: 'approved',
        reason: undefined,
        revokes: false,
      } as const;
      changes.push(...(await followDecision(p, trx, decision)));
    }
  }
  if (consent) await answerConsentBox(p, trx, contactId, consent);
  await appendEvent(trx, {
    contactId,
    source: '/sign-up',
    eventId: id ?? p.randomId(),
    type: 'form-submitted',
    time: p.now(),
    data: { form, fields: values, program, changes },
    now: p.now(),
  });
}

async function findOrCreateContact(
  p: Partners,
  trx: Transaction<Database>,
  values: Record<string, FieldValue>,
): Promise<{ contactId: string; changes: FieldChange[] }> {
  const email = String(values['email']);
  const known = await trx.selectFrom('contacts').select('id').where('email', '=', email).executeTakeFirst();
  if (known) return { contactId: known.id, changes: [] };
  const contactId = newContactId(p);
  const { firstName, lastName, email: _, ...own } = values;
  await trx
    .insertInto('contacts')
    .values({
      id: contactId,
      email,
      first_name: textOrNull(firstName),
      last_name: textOrNull(lastName),
      time_zone: null,
      locale: null,
      fields: JSON.stringify(own),
      tags: '[]',
      sequence: 0,
      created_at: p.now(),
    })
    .execute();
  return { contactId, changes: firstValues(p.settings(), values) };
}

function textOrNull(value: FieldValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

import type { Transaction } from 'kysely';
import type { FieldChange, FieldValue } from '../program/events.ts';
import type { SignUpForm } from '../program/settings.ts';
import { answerConsentBox } from './consents.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { enrol, readEnrolment } from './enrolments.ts';
import { readForm } from './form-values.ts';
import { newContactId } from './identity.ts';
import { firstValues } from './own-fields.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { transact } from '../storage/transact.ts';

/** `errors`: what is wrong, by field, in words for the person who filled in the form. */
export type SignUpResult = { status: 'accepted' } | { status: 'invalid'; errors: Record<string, string> };

/**
 * Takes a submitted sign-up form: contact, enrolment, consent and the fact that runs learn of, in one transaction.
 * For an address that is known already nothing of the contact or of their status changes (the values go to
 * the approver), and the answer is the same: it tells a stranger nothing.
 * @throws when the program does not exist or has no form; whoever shows the form has checked that.
 */
export async function submitSignUp(
  p: Partners,
  programName: string,
  submitted: Record<string, string>,
  { consents = false }: { consents?: boolean } = {},
): Promise<SignUpResult> {
  const form = p.settings().programs[programName]?.signUpForm;
  if (!form) throw new Error(`The partner program “${programName}” has no sign-up form.`);
  const reading = readForm(form, submitted);
  if (reading.status === 'invalid') return reading;
  await transact(p.db, (trx) =>
    recordSignUp(atOneInstant(p), trx, programName, form, { values: reading.values, consents }),
  );
  return { status: 'accepted' };
}

async function recordSignUp(
  p: Partners,
  trx: Transaction<Database>,
  program: string,
  form: SignUpForm,
  { values, consents }: { values: Record<string, FieldValue>; consents: boolean },
): Promise<void> {
  const { contactId, changes } = await findOrCreateContact(p, trx, values);
  if (await readEnrolment(trx, contactId, program)) {
    await trx
      .updateTable('enrolments')
      .set({ application: JSON.stringify(values) })
      .where('contact_id', '=', contactId)
      .where('program', '=', program)
      .execute();
  } else {
    changes.push(...(await enrol(p, trx, contactId, program, values)).changes);
  }
  if (form.consent) await answerConsentBox(p, trx, contactId, { ...form.consent, ticked: consents });
  await appendEvent(trx, {
    contactId,
    source: '/sign-up',
    eventId: p.randomId(),
    type: 'form-submitted',
    time: p.now(),
    data: { form: form.id, fields: values, program, changes },
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

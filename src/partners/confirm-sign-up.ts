import { createHash, createHmac } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { SignUpConfirmationsTable } from '../storage/tables/sign-ups.ts';
import { transact } from '../storage/transact.ts';
import type { ConsentBox } from './consents.ts';
import { readForm } from './form-values.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { recordSignUp } from './record-sign-up.ts';

/** How long a link can be used, in milliseconds: 3 days. */
const VALID_MS = 3 * 24 * 3_600_000;

/** Mails to one address in an hour, so that nobody's mailbox is filled by a stranger. */
const MOST_MAILS = 3;
const HOUR_MS = 3_600_000;

type Row = Selectable<SignUpConfirmationsTable>;

/** What a link is worth right now. `gone`: it has expired, or there never was one. */
export type ConfirmationState = { status: 'valid' | 'confirmed'; program: string } | { status: 'gone' };

/** `outdated`: a newer release has another form, which these answers do not fill in. */
export type Confirmed = { status: 'confirmed' | 'outdated'; program: string } | { status: 'gone' };

/**
 * Keeps an application until its address is confirmed, and with it the order to mail the link. Each submission has a
 * link of its own: whoever uses it confirms what was typed then, and not what a stranger typed later.
 * @returns false, and keeps nothing, when the address was sent enough of these mails in the last hour.
 */
export async function requestConfirmation(
  p: Partners,
  trx: Transaction<Database>,
  signUp: {
    program: string;
    email: string;
    submitted: Record<string, string>;
    consent?: ConsentBox;
    recruiter: string | null;
  },
): Promise<boolean> {
  const { program, email, submitted, consent, recruiter } = signUp;
  const now = p.now();
  const { mails } = await trx
    .selectFrom('sign_up_confirmations')
    .select(({ fn }) => fn.countAll<number>().as('mails'))
    .where('email', '=', email)
    .where('requested_at', '>', now - HOUR_MS)
    .executeTakeFirstOrThrow();
  if (Number(mails) >= MOST_MAILS) return false;
  const id = p.randomId();
  await trx
    .insertInto('sign_up_confirmations')
    .values({
      id,
      token_hash: hashOf(tokenFor(p, id)),
      program,
      email,
      submitted: JSON.stringify(submitted),
      consent: consent ? JSON.stringify(consent) : null,
      recruited_by: recruiter,
      requested_at: now,
      expires_at: now + VALID_MS,
      confirmed_at: null,
      mail_due_at: now,
      mail_attempts: 0,
    })
    .execute();
  return true;
}

/** The link of an application that waits for its confirmation. */
export function confirmationUrl(p: Pick<Partners, 'secret' | 'publicUrl'>, id: string): string {
  return `${p.publicUrl.replace(/\/+$/, '')}/confirm/${tokenFor(p, id)}`;
}

/** Looks at a link without using it up: mail scanners follow links. */
export async function peekConfirmation(p: Partners, token: string): Promise<ConfirmationState> {
  return stateOf(await findRow(p.db, token), p.now());
}

/**
 * Confirms an address: the application counts from now on, once, however often the link is used. What was typed is
 * read again, by the form of the current release.
 */
export async function confirmSignUp(p: Partners, token: string): Promise<Confirmed> {
  const here = atOneInstant(p);
  return transact(p.db, async (trx) => {
    const row = await findRow(trx, token);
    if (!row || stateOf(row, here.now()).status === 'gone') return { status: 'gone' };
    const { id, program } = row;
    if (row.confirmed_at !== null) return { status: 'confirmed', program };
    const form = p.settings().programs[program]?.signUpForm;
    const reading = form && readForm(form, JSON.parse(row.submitted ?? '{}') as Record<string, string>);
    if (!form || reading?.status !== 'valid') return { status: 'outdated', program };
    const consent = row.consent === null ? {} : { consent: JSON.parse(row.consent) as ConsentBox };
    const signUp = { id, program, form: form.id, values: reading.values, recruiter: row.recruited_by };
    await recordSignUp(here, trx, { ...signUp, ...consent });
    await trx
      .updateTable('sign_up_confirmations')
      .set({ confirmed_at: here.now(), submitted: null, consent: null, mail_due_at: null })
      .where('id', '=', id)
      .execute();
    return { status: 'confirmed', program };
  });
}

function findRow(db: Partners['db'], token: string): Promise<Row | undefined> {
  return db
    .selectFrom('sign_up_confirmations')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
}

function stateOf(row: Row | undefined, now: Instant): ConfirmationState {
  if (!row || row.expires_at <= now) return { status: 'gone' };
  return { status: row.confirmed_at === null ? 'valid' : 'confirmed', program: row.program };
}

/** 256 bits that only the holder of the secret can compute (HMAC, RFC 2104), as base64url (RFC 4648 §5). */
function tokenFor({ secret }: Pick<Partners, 'secret'>, id: string): string {
  return createHmac('sha256', secret).update(`sign-up/${id}`).digest('base64url');
}

/** Only this is stored: who reads the database cannot confirm with what they find. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

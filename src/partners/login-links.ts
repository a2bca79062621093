import { createHash, createHmac } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { Origin } from '../program/commands.ts';
import { addUtc, type Duration, type Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { readEnrolment } from './enrolments.ts';
import type { Partners } from './partners.ts';
import { transact } from '../storage/transact.ts';

type LoginRow = Selectable<Database['logins']>;

/** What a link was granted for, which names it among those of its contact. */
type Place = Pick<Origin, 'map' | 'entry'>;

/** What a link is worth right now. */
export type LoginState = 'valid' | 'used' | 'expired' | 'closed' | 'unknown';

export type LoginResult =
  | ({ status: 'opened'; contactId: string; program: string } & Place)
  | { status: Exclude<LoginState, 'valid'> };

/**
 * Opens a login link for the place of `origin`, in the activity's transaction. The token is derived from the
 * place, so a repeated attempt yields the same link; each attempt starts the link's time anew, for the mail
 * that carries it may have been held up. A calendar duration is counted in UTC.
 */
export async function openLogin(
  p: Partners,
  trx: Transaction<Database>,
  login: { contactId: string; origin: Place; program: string; validFor: Duration },
): Promise<{ url: string; expiresAt: Instant }> {
  const { contactId, origin, program, validFor } = login;
  const token = tokenFor(p, contactId, origin);
  const expiresAt = addUtc(p.now(), validFor);
  await trx
    .insertInto('logins')
    .values({
      contact_id: contactId,
      map: origin.map,
      entry: origin.entry,
      program,
      token_hash: hashOf(token),
      expires_at: expiresAt,
      consumed_at: null,
      closed_at: null,
      device: null,
      seen_at: null,
      signed_out_at: null,
    })
    .onConflict((conflict) =>
      // The hash too: with a new secret the old link is gone, and the mail carries the new one.
      conflict
        .columns(['contact_id', 'map', 'entry'])
        .doUpdateSet({ token_hash: hashOf(token), expires_at: expiresAt }),
    )
    .execute();
  return { url: `${p.publicUrl.replace(/\/+$/, '')}/login/${token}`, expiresAt };
}

/** Looks at a link without using it up: mail scanners follow links, so showing the page must not consume it. */
export async function peekLogin(p: Partners, token: string): Promise<LoginState> {
  return stateOf(await findLogin(p.db, token), p.now());
}

/** Name of the program whose partner center a link opens, whatever it is worth now; undefined for one nobody issued. */
export async function programOfLogin(p: Partners, token: string): Promise<string | undefined> {
  return (await findLogin(p.db, token))?.program;
}

/**
 * Uses up a link: of any number of attempts at once, one opens. The contact's run learns of it.
 * `device` is what the partner knows the device by on which they are signed in from now on.
 */
export async function consumeLogin(
  p: Partners,
  token: string,
  device: string | null = null,
): Promise<LoginResult> {
  return transact(p.db, async (trx) => {
    const now = p.now();
    const login = await findLogin(trx, token);
    const state = stateOf(login, now);
    if (!login || state !== 'valid') return { status: state === 'valid' ? 'unknown' : state };
    const { numUpdatedRows } = await trx
      .updateTable('logins')
      .set({ consumed_at: now, seen_at: now, device })
      .where('token_hash', '=', login.token_hash)
      .where('consumed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return { status: 'used' };
    await recordLogin(trx, login, now);
    const { contact_id: contactId, program, map, entry } = login;
    return { status: 'opened', contactId, program, map, entry };
  });
}

/**
 * Closes everything that the logins of one program granted before the entry `before`: unused links, and the sessions
 * that used ones opened. What was granted later stays open, also when this is tried again.
 */
export async function closeLogins(
  p: Partners,
  trx: Transaction<Database>,
  { contactId, program, before }: { contactId: string; program: string; before: number },
): Promise<void> {
  await trx
    .updateTable('logins')
    .set({ closed_at: p.now() })
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .where('entry', '<', before)
    .where('closed_at', 'is', null)
    .execute();
}

async function recordLogin(trx: Transaction<Database>, login: LoginRow, now: Instant): Promise<void> {
  const { contact_id: contactId, map, entry, program } = login;
  const before = (await readEnrolment(trx, contactId, program))?.last_login_at ?? null;
  await trx
    .updateTable('enrolments')
    .set({ last_login_at: now })
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .execute();
  const changes = before === now ? [] : [{ field: 'lastLoginAt', before, after: now }];
  await appendEvent(trx, {
    contactId,
    source: '/logins',
    eventId: `${contactId}/${map}/${entry}`,
    type: 'login-used',
    time: now,
    data: { program, changes },
    now,
  });
}

function findLogin(db: Partners['db'], token: string): Promise<LoginRow | undefined> {
  return db.selectFrom('logins').selectAll().where('token_hash', '=', hashOf(token)).executeTakeFirst();
}

function stateOf(login: LoginRow | undefined, now: Instant): LoginState {
  if (!login) return 'unknown';
  if (login.closed_at !== null) return 'closed';
  if (login.consumed_at !== null) return 'used';
  return login.expires_at <= now ? 'expired' : 'valid';
}

/** 256 bits that only the holder of the secret can compute (HMAC, RFC 2104), as base64url (RFC 4648 §5). */
function tokenFor(p: Partners, contactId: string, { map, entry }: Place): string {
  return createHmac('sha256', p.secret).update(`${contactId}/${map}/${entry}`).digest('base64url');
}

/** Only this is stored: who reads the database cannot log in with what they find. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

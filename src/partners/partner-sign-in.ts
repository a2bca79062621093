import type { ExpressionBuilder, Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import { transact } from '../storage/transact.ts';
import { normalEmail } from './identity.ts';
import { wasImported } from './import/membership.ts';
import { openLogin } from './login-links.ts';
import { atOneInstant, type Partners } from './partners.ts';

/** How long a link that was asked for can be used: 15 minutes. */
const VALID_FOR = { ms: 15 * 60_000 };

/** Links to one partner center that may be open at a time, so that nobody's mailbox is filled by a stranger. */
const MOST_OPEN = 3;

/** No map has such a name: the devices that these links sign in are told apart from those of `grantLogin`. */
const ASKED_FOR = '/sign-in/';

/** A single-use link to the partner center of one program. */
export interface SignInLink {
  /** Title of the program. */
  title: string;
  url: string;
}

/**
 * Makes login links for whoever asks at the door with an address: one for each program whose partner center is open to
 * that contact, since a map has granted them the login and none has closed it, or since an import brought them as a
 * partner. None where nothing is due: an unknown address, one that mails no longer reach, too many links open already.
 */
export async function requestPartnerLinks(partners: Partners, address: string): Promise<SignInLink[]> {
  const p = atOneInstant(partners);
  return transact(p.db, async (trx) => {
    const email = normalEmail(address);
    const contact = await trx
      .selectFrom('contacts')
      .leftJoin('suppressions', 'suppressions.address', 'contacts.email')
      .where('contacts.email', '=', email)
      .where('suppressions.address', 'is', null)
      .select('contacts.id')
      .executeTakeFirst();
    if (!contact) return [];
    const enrolments = await trx
      .selectFrom('enrolments')
      .select(['program', 'status'])
      .where('contact_id', '=', contact.id)
      .orderBy('program')
      .execute();
    const links: SignInLink[] = [];
    for (const { program, status } of enrolments) {
      const title = p.settings().programs[program]?.title;
      const entry = await grantOf(trx, { contactId: contact.id, program, status });
      if (title === undefined || entry === undefined) continue;
      const url = await mint(p, trx, { contactId: contact.id, program, entry });
      if (url !== undefined) links.push({ title, url });
    }
    return links;
  });
}

/** The entry by which a partner center is open: of the latest grant, or 0 of an import; undefined where it is not. */
async function grantOf(
  trx: Transaction<Database>,
  { contactId, program, status }: { contactId: string; program: string; status: string },
): Promise<number | undefined> {
  const { known, open } = await trx
    .selectFrom('logins')
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .select(({ fn }) => [
      fn.countAll().as('known'),
      fn.max('entry').filterWhere('closed_at', 'is', null).as('open'),
    ])
    .executeTakeFirstOrThrow();
  if (open !== null) return Number(open);
  const isNew = Number(known) === 0 && status === 'approved';
  return isNew && (await wasImported(trx, { contactId, program })) ? 0 : undefined;
}

/** A link of its own each time. The entry is that of the grant, so that `revokeLogin` closes the link with it. */
async function mint(
  p: Partners,
  trx: Transaction<Database>,
  { contactId, program, entry }: { contactId: string; program: string; entry: number },
): Promise<string | undefined> {
  if ((await openLinks(trx, { contactId, program, now: p.now() })) >= MOST_OPEN) return undefined;
  const origin = { map: ASKED_FOR + p.randomId(), entry };
  return (await openLogin(p, trx, { contactId, origin, program, validFor: VALID_FOR })).url;
}

/** How many can still be used. Those that ran out are dropped; one that a map has closed still says that it did. */
async function openLinks(
  trx: Transaction<Database>,
  { contactId, program, now }: { contactId: string; program: string; now: Instant },
): Promise<number> {
  const isUnused = (eb: ExpressionBuilder<Database, 'logins'>) =>
    eb.and([
      eb('contact_id', '=', contactId),
      eb('program', '=', program),
      eb('map', 'like', `${ASKED_FOR}%`),
      eb('consumed_at', 'is', null),
      eb('closed_at', 'is', null),
    ]);
  await trx.deleteFrom('logins').where(isUnused).where('expires_at', '<=', now).execute();
  const { open } = await trx
    .selectFrom('logins')
    .where(isUnused)
    .select(({ fn }) => fn.countAll().as('open'))
    .executeTakeFirstOrThrow();
  return Number(open);
}

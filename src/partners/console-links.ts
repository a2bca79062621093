import { createHash, createHmac } from 'node:crypto';
import { parseMailbox } from '../email/mailbox.ts';
import type { Instant } from '../program/time.ts';
import { normalEmail } from './identity.ts';
import type { Partners } from './partners.ts';
import { teamsOf } from './teams.ts';

/** How long a link can be used, in milliseconds: 15 minutes. */
const VALID_MS = 15 * 60_000;

/** Links that one address may have open at a time, so that nobody's mailbox is filled by a stranger. */
const MOST_OPEN = 3;

/** What a link is worth right now. */
export type ConsoleLinkState = 'valid' | 'used' | 'expired' | 'unknown';

/** `opened`: who has signed in, by address. */
export type ConsoleSignIn =
  { status: 'opened'; address: string } | { status: Exclude<ConsoleLinkState, 'valid'> };

/**
 * Makes a single-use link by which somebody of a team signs in to the approval console; it works for 15
 * minutes. Only a hash of its token is stored.
 * @param mailbox an address, or a mailbox as sending.yaml writes it (`Kim <kim@example.com>`).
 * @throws when the address belongs to no team of sending.yaml.
 */
export async function mintConsoleLink(p: Partners, mailbox: string): Promise<string> {
  const { address } = parseMailbox(mailbox);
  if (teamsOf(p, address).length === 0)
    throw new Error('A sign-in link to the console was asked for an address that belongs to no team.');
  const token = createHmac('sha256', p.secret).update(`console/${p.randomId()}`).digest('base64url');
  const now = p.now();
  await p.db
    .insertInto('console_links')
    .values({
      token_hash: hashOf(token),
      address: normalEmail(address),
      expires_at: now + VALID_MS,
      consumed_at: null,
    })
    .execute();
  return `${p.publicUrl.replace(/\/+$/, '')}/console/sign-in/${token}`;
}

/** A link to be mailed to whoever asks at the door; undefined where none is due: not of a team, or too many open. */
export async function requestConsoleLink(p: Partners, address: string): Promise<string | undefined> {
  if (teamsOf(p, address).length === 0) return undefined;
  const { open } = await p.db
    .selectFrom('console_links')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('address', '=', normalEmail(address))
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', p.now())
    .executeTakeFirstOrThrow();
  return Number(open) < MOST_OPEN ? mintConsoleLink(p, address) : undefined;
}

/** Looks at a link without using it up: mail scanners follow links. */
export async function peekConsoleLink(p: Partners, token: string): Promise<ConsoleLinkState> {
  return stateOf(await findLink(p, token), p.now());
}

/** Uses up a link: of any number of attempts at once, one opens. */
export async function consumeConsoleLink(p: Partners, token: string): Promise<ConsoleSignIn> {
  const now = p.now();
  const link = await findLink(p, token);
  const state = stateOf(link, now);
  if (!link || state !== 'valid') return { status: state === 'valid' ? 'unknown' : state };
  const { numUpdatedRows } = await p.db
    .updateTable('console_links')
    .set({ consumed_at: now })
    .where('token_hash', '=', link.token_hash)
    .where('consumed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? { status: 'used' } : { status: 'opened', address: link.address };
}

function findLink(p: Partners, token: string) {
  return p.db
    .selectFrom('console_links')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
}

function stateOf(
  link: { expires_at: number; consumed_at: number | null } | undefined,
  now: Instant,
): ConsoleLinkState {
  if (!link) return 'unknown';
  if (link.consumed_at !== null) return 'used';
  return link.expires_at <= now ? 'expired' : 'valid';
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

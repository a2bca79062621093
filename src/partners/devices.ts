import type { Origin } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { Partners } from './partners.ts';

/** What names a device of a contact: the place on a map whose login link was used on it. A link works once. */
export type DeviceKey = Pick<Origin, 'map' | 'entry'>;

/** A device on which somebody is signed in. */
export interface Device extends DeviceKey {
  /** Such as "Firefox on Windows"; null where it did not say. */
  name: string | null;
  signedInAt: Instant;
  /** When it was last used, to the hour. */
  seenAt: Instant;
}

/** How exactly it is known when a device was last used: pages are read often, and a reader should write rarely. */
const SEEN_EVERY_MS = 3_600_000;

/** Whether a device is still signed in: nobody has signed it out, and no map has closed its login. Notes that it is used. */
export async function isSignedIn(
  p: Partners,
  { contactId, map, entry }: { contactId: string } & DeviceKey,
): Promise<boolean> {
  const login = await p.db
    .selectFrom('logins')
    .select(['consumed_at', 'closed_at', 'signed_out_at', 'seen_at'])
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .executeTakeFirst();
  if (!login || login.consumed_at === null) return false;
  if (login.closed_at !== null || login.signed_out_at !== null) return false;
  if (p.now() - (login.seen_at ?? 0) < SEEN_EVERY_MS) return true;
  await p.db
    .updateTable('logins')
    .set({ seen_at: p.now() })
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .execute();
  return true;
}

/** Where a partner is signed in since some instant, the device that was used last first. */
export async function devicesOf(
  p: Partners,
  { contactId, since }: { contactId: string; since: Instant },
): Promise<Device[]> {
  const rows = await p.db
    .selectFrom('logins')
    .select(['map', 'entry', 'device', 'consumed_at', 'seen_at'])
    .where('contact_id', '=', contactId)
    .where('consumed_at', '>=', since)
    .where('closed_at', 'is', null)
    .where('signed_out_at', 'is', null)
    .execute();
  return rows
    .map(({ map, entry, device: name, consumed_at, seen_at }) => {
      const signedInAt = Number(consumed_at);
      return { map, entry, name, signedInAt, seenAt: seen_at ?? signedInAt };
    })
    .toSorted((a, b) => b.seenAt - a.seenAt || b.signedInAt - a.signedInAt);
}

/** Signs a device of a partner out, wherever its cookie is; one that is not theirs stays as it is. */
export async function signOutDevice(
  p: Partners,
  { contactId, map, entry }: { contactId: string } & DeviceKey,
): Promise<void> {
  await signOuts(p, contactId).where('map', '=', map).where('entry', '=', entry).execute();
}

/** Signs out all devices of a partner but one, whichever program they signed in to on them. */
export async function signOutOthers(
  p: Partners,
  { contactId, map, entry }: { contactId: string } & DeviceKey,
): Promise<void> {
  await signOuts(p, contactId)
    .where((eb) => eb.or([eb('map', '<>', map), eb('entry', '<>', entry)]))
    .execute();
}

/** A link that was not used yet is no device: it stays open. */
function signOuts(p: Partners, contactId: string) {
  return p.db
    .updateTable('logins')
    .set({ signed_out_at: p.now() })
    .where('contact_id', '=', contactId)
    .where('consumed_at', 'is not', null)
    .where('signed_out_at', 'is', null);
}

import { sql, type SqlBool } from 'kysely';
import type { ContactEvent } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import type { Partners } from './partners.ts';

/** The facts that tell what somebody did, by what it was about. */
export const ACTS = {
  decision: ['approval-decided'],
  task: ['task-done'],
  status: ['contact-changed'],
  map: ['added', 'removed', 'paused', 'resumed'],
  correction: ['totals-corrected'],
} as const;
export type ActKind = keyof typeof ACTS;
type ActType = (typeof ACTS)[ActKind][number];

/** Something that somebody did, as it lies in the outbox: nobody changes it there. */
export type Act = {
  [T in ActType]: {
    /** Its place in the trail. */
    id: number;
    at: Instant;
    type: T;
    data: Extract<ContactEvent, { type: T }>['data'];
    /** A decision that took the place of an earlier one. */
    isReversal: boolean;
    contactId: string;
    email: string;
    firstName: string | null;
    lastName: string | null;
  };
}[ActType];

/** What the trail is narrowed to; what is absent narrows nothing. */
export interface ActFilter {
  /** The beginning of who did it. */
  by?: string;
  kind?: ActKind;
  since?: Instant;
  contactId?: string;
}

/** Part of the trail; `next` is absent at its beginning. */
export interface ActList {
  acts: Act[];
  next?: number;
}

/** Facts that a person (or a rule in their place) brought about; in the words of the index `outbox_acts`. */
const DONE_BY_PEOPLE = sql<SqlBool>`(source in ('/approvals', '/by-hand', '/control', '/tasks') or type = 'totals-corrected')`;

/** Who did what, the latest first: at most `limit` before the one numbered `after`. */
export async function auditTrail(
  p: Partners,
  { by, kind, since, contactId }: ActFilter,
  { after, limit }: { after?: number | undefined; limit: number },
): Promise<ActList> {
  let query = p.db
    .selectFrom('outbox as o')
    .innerJoin('contacts as c', 'c.id', 'o.contact_id')
    .select(['o.id', 'o.type', 'o.event_id', 'o.data', 'o.recorded_at', 'o.contact_id'])
    .select(['c.email', 'c.first_name', 'c.last_name'])
    .where(DONE_BY_PEOPLE)
    .orderBy('o.id', 'desc')
    .limit(limit + 1);
  if (by !== undefined) query = query.where(isBy(by));
  if (kind !== undefined) query = query.where('o.type', 'in', ACTS[kind]);
  if (since !== undefined) query = query.where('o.recorded_at', '>=', since);
  if (contactId !== undefined) query = query.where('o.contact_id', '=', contactId);
  if (after !== undefined) query = query.where('o.id', '<', after);
  const rows = await query.execute();
  const acts = rows.slice(0, limit).map((row) => ({
    id: row.id,
    at: row.recorded_at,
    type: row.type,
    data: JSON.parse(row.data) as unknown,
    // Of one question the first decision is CONTACT/MAP/ENTRY, each later one has its number behind.
    isReversal: row.type === 'approval-decided' && row.event_id.split('/').length > 3,
    contactId: row.contact_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
  })) as Act[];
  const last = acts.at(-1);
  return last && rows.length > limit ? { acts, next: last.id } : { acts };
}

/** Quotes within a JSON text are escaped, so that nothing but the member itself begins like this. */
function isBy(by: string) {
  const begins = JSON.stringify({ by: by.toLowerCase() }).slice(1, -2);
  const pattern = `%${begins.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<SqlBool>`lower(o.data) like ${pattern} escape '\\'`;
}

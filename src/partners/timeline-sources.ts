import { sql, type SqlBool } from 'kysely';
import type { Instant } from '../program/time.ts';
import { readConsents } from '../storage/consents.ts';
import { contactStanding } from './contact-standing.ts';
import type { Partners } from './partners.ts';
import { decisionsOf } from './reversed-decisions.ts';
import { mailRecordOf, mailRows } from './sent-mail.ts';
import { softBounces } from './soft-bounces.ts';
import { tasksOf } from './tasks.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** Instants between which a part of the timeline is, both included. */
interface Span {
  from: Instant;
  to: Instant;
}

type Source = (p: Pick<Partners, 'db'>, contactId: string, span: Span) => Promise<TimelineEntry[]>;

/** What grows with a partner's sales: read by an index, in the span that is asked for. */
const MAILED_AT = sql<Instant>`coalesce(settled_at, claimed_at)`;
const GROWING = [
  { table: 'sent_mails', at: MAILED_AT, which: sql<SqlBool>`true` },
  { table: 'mail_events', at: sql<Instant>`recorded_at`, which: sql<SqlBool>`kind = 'soft-bounce'` },
  { table: 'past_waits', at: sql<Instant>`left_at`, which: sql<SqlBool>`true` },
] as const;

/**
 * How far a part with `count` entries reaches at most, counted backwards from and with `upTo` or onwards from behind
 * `after`; undefined where no source has so many there.
 */
export async function reachOf(
  p: Pick<Partners, 'db'>,
  contactId: string,
  stretch: ({ upTo: Instant } | { after: Instant }) & { count: number },
): Promise<Instant | undefined> {
  const isBackwards = 'upTo' in stretch;
  const instants = await Promise.all(
    GROWING.map(async ({ table, at, which }) => {
      const side = isBackwards ? sql`${at} <= ${stretch.upTo}` : sql`${at} > ${stretch.after}`;
      const { rows } = await sql<{ at: Instant }>`
        select ${at} as at from ${sql.table(table)}
        where contact_id = ${contactId} and ${which} and ${side}
        order by ${at} ${sql.raw(isBackwards ? 'desc' : 'asc')} limit 1 offset ${stretch.count - 1}`.execute(
        p.db,
      );
      return rows.map((row) => row.at);
    }),
  );
  const reached = instants.flat();
  if (reached.length === 0) return undefined;
  return isBackwards ? Math.max(...reached) : Math.min(...reached);
}

/** Everything in a span that is no fact, each source in its own order. */
export async function readOthers(
  p: Pick<Partners, 'db'>,
  contactId: string,
  span: Span,
): Promise<TimelineEntry[]> {
  const sources = await Promise.all(SOURCES.map((read) => read(p, contactId, span)));
  return sources.flat().filter(({ at }) => at >= span.from && at <= span.to);
}

const questionsAndDecisions: Source = async (p, contactId) => {
  const rows = await p.db
    .selectFrom('approvals')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('entry')
    .execute();
  return rows.flatMap((row): TimelineEntry[] => {
    const { map, step, team, program } = row;
    const decisions = decisionsOf(row).map((decision, index, all): TimelineEntry => {
      const reverses = all[index - 1];
      return { kind: 'decision', at: decision.at, map, decision, ...(reverses ? { reverses } : {}) };
    });
    return [{ kind: 'question', at: row.requested_at, map, step, team, program }, ...decisions];
  });
};

const consents: Source = async (p, contactId) => {
  const all = await readConsents(p.db, contactId);
  return all
    .filter(({ source, subscribed }) => subscribed || source === 'sign-up')
    .map((consent) => ({ kind: 'consent', at: consent.at, consent }));
};

const tasks: Source = async (p, contactId) =>
  (await tasksOf(p, contactId)).flatMap((task): TimelineEntry[] => [
    { kind: 'task', at: task.requestedAt, task },
    ...(task.done ? [{ kind: 'task-done' as const, at: task.done.at, task, done: task.done }] : []),
  ]);

const closedLogins: Source = async (p, contactId) => {
  const rows = await p.db
    .selectFrom('logins')
    .select(['program', 'closed_at'])
    .distinct()
    .where('contact_id', '=', contactId)
    .where('closed_at', 'is not', null)
    .execute();
  return rows.map(({ program, closed_at: at }) => ({ kind: 'login-closed', at: Number(at), program }));
};

const pastWaits: Source = async (p, contactId, { from, to }) => {
  const rows = await p.db
    .selectFrom('past_waits')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('left_at', '>=', from)
    .where('left_at', '<=', to)
    // Whose mail is held once more stands there still.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('positions')
            .select('positions.entry')
            .whereRef('positions.contact_id', '=', 'past_waits.contact_id')
            .whereRef('positions.map', '=', 'past_waits.map')
            .whereRef('positions.entry', '=', 'past_waits.entry'),
        ),
      ),
    )
    .orderBy('left_at')
    .orderBy('entry')
    .execute();
  return rows.map(({ map, step, entry, since, wake_at: wakeAt, left_at: leftAt }) => ({
    kind: 'wait',
    at: leftAt,
    wait: { map, step, entry, since, leftAt, ...(wakeAt === null ? {} : { wakeAt }) },
  }));
};

const places: Source = async (p, contactId) => {
  const { positions } = await contactStanding(p, contactId);
  return positions.map((position) => ({ kind: 'place', at: position.since, position }));
};

const mails: Source = async (p, contactId, { from, to }) => {
  const rows = await mailRows(p.db)
    .where('contact_id', '=', contactId)
    .where(MAILED_AT, '>=', from)
    .where(MAILED_AT, '<=', to)
    .orderBy(MAILED_AT)
    .orderBy('entry')
    .orderBy('mail_index')
    .execute();
  return rows.map((row) => {
    const mail = mailRecordOf(row);
    return { kind: 'mail', at: mail.at, mail };
  });
};

const bounces: Source = async (p, contactId, span) => {
  const all = await softBounces(p, contactId, span);
  return all.map((bounce) => ({ kind: 'soft-bounce', at: bounce.at, bounce }));
};

const SOURCES: readonly Source[] = [
  questionsAndDecisions,
  consents,
  tasks,
  closedLogins,
  pastWaits,
  places,
  mails,
  bounces,
];

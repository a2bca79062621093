import type { ContactEvent, FactType } from '../program/events.ts';
import type { Position } from '../program/run-state.ts';
import type { Instant } from '../program/time.ts';
import { readConsents, type Consent } from '../storage/consents.ts';
import { contactStanding } from './contact-standing.ts';
import type { Partners } from './partners.ts';
import { decisionsOf, type RecordedDecision } from './reversed-decisions.ts';
import { mailRecordOf, mailRows, type MailRecord } from './sent-mail.ts';
import { tasksOf, type Task } from './tasks.ts';

/** Answers are told from the questions, together with those that time took. */
const ANSWERS = ['approval-decided', 'task-done'] as const;
type ToldFact = Exclude<FactType, (typeof ANSWERS)[number]>;

/** A fact from the outbox; `time` is when it happened, the entry's `at` when it was recorded. */
export type TimelineFact = {
  [T in ToldFact]: {
    type: T;
    time: Instant;
    data: Extract<ContactEvent, { type: T }>['data'];
  };
}[ToldFact];

/** One thing that happened to a contact. */
export type TimelineEntry = { at: Instant } & (
  | { kind: 'fact'; fact: TimelineFact }
  | { kind: 'question'; map: string; step: string; team: string; program: string }
  /** `reverses`: the decision that this one took the place of. */
  | { kind: 'decision'; map: string; decision: RecordedDecision; reverses?: RecordedDecision }
  /** What they agreed to, or did not agree to at sign-up; that they left a topic is a fact. */
  | { kind: 'consent'; consent: Consent }
  | { kind: 'task'; task: Task }
  | { kind: 'task-done'; task: Task; done: NonNullable<Task['done']> }
  | { kind: 'login-closed'; program: string }
  | { kind: 'mail'; mail: MailRecord }
  /** Where they stand now, at the moment in which they came there. */
  | { kind: 'place'; position: Position }
);

/** Part of a timeline in the order of time; `earlier`: there is more before it. */
export interface Timeline {
  entries: TimelineEntry[];
  earlier: boolean;
}

/**
 * A contact's story from what is on record: facts (outbox), questions and answers (approvals, tasks), consents, closed
 * logins, mails (send ledger) and waits that go on (positions). Counted from the end: `skip` 0 is the latest part. Each source is read no further than needed.
 */
export async function contactTimeline(
  p: Pick<Partners, 'db'>,
  contactId: string,
  { skip, take }: { skip: number; take: number },
): Promise<Timeline> {
  const most = skip + take + 1;
  const sources = await Promise.all([
    facts(p, contactId, most),
    questionsAndDecisions(p, contactId),
    consents(p, contactId),
    tasks(p, contactId),
    closedLogins(p, contactId),
    mails(p, contactId, most),
    places(p, contactId),
  ]);
  const all = sources.flat().sort(byTime);
  const end = all.length - skip;
  return { entries: all.slice(Math.max(0, end - take), Math.max(0, end)), earlier: end > take };
}

/** What happens at one instant follows from the fact: consent, the question, its answer, where that led, the mail about it. */
const RANKS: Record<TimelineEntry['kind'], number> = {
  fact: 0,
  consent: 1,
  question: 2,
  task: 2,
  decision: 3,
  'task-done': 3,
  'login-closed': 3,
  place: 3,
  mail: 4,
};

/** The sort is stable, and each source comes in its own order. */
function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || RANKS[a.kind] - RANKS[b.kind];
}

async function facts(p: Pick<Partners, 'db'>, contactId: string, most: number): Promise<TimelineEntry[]> {
  const rows = await p.db
    .selectFrom('outbox')
    .select(['type', 'time', 'data', 'recorded_at'])
    .where('contact_id', '=', contactId)
    .where('type', 'not in', ANSWERS)
    .orderBy('sequence', 'desc')
    .limit(most)
    .execute();
  return rows.reverse().map((row) => ({
    kind: 'fact',
    at: row.recorded_at,
    fact: { type: row.type, time: row.time, data: JSON.parse(row.data) as unknown } as TimelineFact,
  }));
}

async function questionsAndDecisions(p: Pick<Partners, 'db'>, contactId: string): Promise<TimelineEntry[]> {
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
}

async function consents(p: Pick<Partners, 'db'>, contactId: string): Promise<TimelineEntry[]> {
  const all = await readConsents(p.db, contactId);
  return all
    .filter(({ source, subscribed }) => subscribed || source === 'sign-up')
    .map((consent) => ({ kind: 'consent', at: consent.at, consent }));
}

async function tasks(p: Pick<Partners, 'db'>, contactId: string): Promise<TimelineEntry[]> {
  return (await tasksOf(p, contactId)).flatMap((task): TimelineEntry[] => [
    { kind: 'task', at: task.requestedAt, task },
    ...(task.done ? [{ kind: 'task-done' as const, at: task.done.at, task, done: task.done }] : []),
  ]);
}

async function closedLogins(p: Pick<Partners, 'db'>, contactId: string): Promise<TimelineEntry[]> {
  const rows = await p.db
    .selectFrom('logins')
    .select(['program', 'closed_at'])
    .distinct()
    .where('contact_id', '=', contactId)
    .where('closed_at', 'is not', null)
    .execute();
  return rows.map(({ program, closed_at: at }) => ({ kind: 'login-closed', at: Number(at), program }));
}

async function mails(p: Pick<Partners, 'db'>, contactId: string, most: number): Promise<TimelineEntry[]> {
  const rows = await mailRows(p.db)
    .where('contact_id', '=', contactId)
    .orderBy(({ fn }) => fn.coalesce('settled_at', 'claimed_at'), 'desc')
    .orderBy('entry', 'desc')
    .orderBy('mail_index', 'desc')
    .limit(most)
    .execute();
  return rows.reverse().map((row) => {
    const mail = mailRecordOf(row);
    return { kind: 'mail', at: mail.at, mail };
  });
}

async function places(p: Pick<Partners, 'db'>, contactId: string): Promise<TimelineEntry[]> {
  const { positions } = await contactStanding(p, contactId);
  return positions.map((position) => ({ kind: 'place', at: position.since, position }));
}

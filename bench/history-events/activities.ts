import { nextOccurrence } from '../../src/calendar/date-occurrences.ts';
import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { ActivityOutcome, ActivityJob } from '../../src/program/commands.ts';
import type { ActivityRequest, JobActivities, RunActivities } from '../../workflows/messages.ts';

/** What both sides call: functions that do nothing, so that only the histories differ. */
export type SharedActivities = JobActivities & RunActivities;

/** Counts the calls of one contact's steps, by activity and mail. */
export type CallLog = Map<string, string[]>;

/** The shared functions; `calls` tells afterwards that each side did the whole job. */
export function sharedActivities(calls: CallLog): SharedActivities {
  const serve = async ({ contactId, job }: ActivityRequest): Promise<ActivityOutcome> => {
    calls.set(contactId, [...(calls.get(contactId) ?? []), nameOf(job)]);
    return { status: 'done', instants: instantsOf(job) };
  };
  return {
    'load-run': async () => ({ contact: {}, enrolments: {} }),
    'record-run': async () => undefined,
    'record-event': async () => ({ refused: [] }),
    'resolve-instant': async (request) => resolveInstant(request, 'UTC'),
    'act-on-map': serve,
    'call-activity': serve,
    'call-webhook': serve,
    'change-contact': serve,
    'find-date': async (request) => nextOccurrence(request, 'UTC') ?? null,
    'request-approval': serve,
    'expire-approval': serve,
    'grant-login': serve,
    'revoke-login': serve,
    'request-task': serve,
    'expire-task': serve,
    'send-email': serve,
  };
}

function nameOf(job: ActivityJob): string {
  if (job.activity !== 'send-email') return job.activity;
  const { email } = job.input.mail;
  return 'builtIn' in email ? email.builtIn : email.template;
}

function instantsOf({ resolve = {} }: ActivityJob): Record<string, number> {
  const requests = Object.entries(resolve);
  return Object.fromEntries(requests.map(([name, request]) => [name, resolveInstant(request, 'UTC')]));
}

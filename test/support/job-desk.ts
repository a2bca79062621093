import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { ActivityJob, ActivityName, ActivityOutcome } from '../../src/program/commands.ts';
import type { RunRecord } from '../../src/program/run-state.ts';
import type { Instant } from '../../src/program/time.ts';
import type { ActivityRequest, JobActivities } from '../../workflows/messages.ts';

/** What a test lets an activity answer: `done` with the instants asked for, by the UTC calendar. */
export type Answer = 'done' | ActivityOutcome;

/** Stands where the activities of steps would send mail: it notes what is asked for and answers as the test says. */
export class JobDesk {
  /** Every attempt, in order. */
  readonly attempts: ActivityRequest[] = [];
  /** By contact; who is not in here gets `done`. May throw, or answer later. */
  readonly answers = new Map<string, (job: ActivityJob, attempt: number) => Answer | Promise<Answer>>();
  readonly activities: JobActivities;

  /** @param write keeps the record that comes with a request, as an activity does in its transaction. */
  constructor(write: (contactId: string, record: RunRecord) => Promise<void> = () => Promise.resolve()) {
    const serve = async (request: ActivityRequest): Promise<ActivityOutcome> => {
      const { contactId, job, record } = request;
      this.attempts.push(request);
      if (record) await write(contactId, record);
      const answer = (await this.answers.get(contactId)?.(job, this.of(contactId, job.id).length)) ?? 'done';
      return answer === 'done' ? { status: 'done', instants: instantsOf(job) } : answer;
    };
    const names: Record<ActivityName, typeof serve> = {
      'act-on-map': serve,
      'call-activity': serve,
      'call-webhook': serve,
      'change-contact': serve,
      'send-email': serve,
      'request-approval': serve,
      'expire-approval': serve,
      'grant-login': serve,
      'revoke-login': serve,
      'request-task': serve,
      'expire-task': serve,
    };
    this.activities = names;
  }

  /** The attempts for one contact, or for one of their jobs. */
  of(contactId: string, jobId?: string): ActivityRequest[] {
    return this.attempts.filter(
      (request) => request.contactId === contactId && (jobId === undefined || request.job.id === jobId),
    );
  }

  /** The ids of a contact's jobs, each once, in the order in which they were first asked for. */
  jobs(contactId: string): string[] {
    return [...new Set(this.of(contactId).map(({ job }) => job.id))];
  }
}

function instantsOf({ resolve = {} }: ActivityJob): Record<string, Instant> {
  const requests = Object.entries(resolve);
  return Object.fromEntries(requests.map(([name, request]) => [name, resolveInstant(request, 'UTC')]));
}

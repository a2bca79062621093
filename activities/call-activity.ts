import { readDeclared } from '../src/partners/event-data.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import type { DeclaredValue } from '../src/program/settings.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import { transact } from '../src/storage/transact.ts';
import { fillTemplate } from '../src/webhooks/fill-template.ts';
import { WebhookRefused } from '../src/webhooks/settings.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityContext } from './own-activity.ts';
import type { ActivityPorts } from './ports.ts';

/** The server hears this often, in milliseconds, that the work goes on; it gives up after a minute of silence. */
const BEAT = 15_000;

/** The attempt as Temporal sees it. */
export interface Attempt extends Pick<ActivityContext, 'heartbeat' | 'signal'> {
  /** Rejects when the attempt is cancelled. */
  cancelled: Promise<never>;
}

/** Calls an activity of one's own, and checks what it answers where a map reads it. @throws what the activity throws. */
export async function callActivity(
  { partners, own, webhooks }: ActivityPorts,
  { contactId, job, record }: JobRequest<'call-activity'>,
  attempt: Attempt,
): Promise<ActivityOutcome> {
  const { name, input, values, output } = job.input;
  // The work may take minutes; where the contact stands is true already.
  if (record) await transact(partners.db, (trx) => writeRunRecord(trx, contactId, record, partners.now()));
  const activity = own.get(name);
  if (!activity) return failed(`This worker has no file for the activity ${name}.`, false);
  const filling = { secrets: webhooks.secrets, values: values ?? {}, who: `The activity ${name}` };
  let told: unknown;
  const beat = (): void => attempt.heartbeat(told);
  const beating = setInterval(beat, BEAT);
  const context: ActivityContext = {
    idempotencyKey: `${contactId}/${job.id}`,
    contactId,
    signal: attempt.signal,
    heartbeat: (details) => {
      told = details;
      beat();
    },
  };
  try {
    const given = values ? fillTemplate(input, filling) : input;
    // Who does not look at the signal must not keep a worker from ending.
    const answer = await Promise.race([
      activity(given as Record<string, unknown>, context),
      attempt.cancelled,
    ]);
    return output ? checked(name, output, answer) : { status: 'done' };
  } catch (error) {
    if (isPermanent(error) || error instanceof WebhookRefused) return failed(error.message, true);
    throw error;
  } finally {
    clearInterval(beating);
  }
}

/** An answer of the wrong type would be wrong again. What was answered is not told: it may be about a person. */
function checked(name: string, output: Record<string, DeclaredValue>, answer: unknown): ActivityOutcome {
  const given = answer ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    return failed(
      `The activity ${name} answered no object with the values that activities.yaml declares.`,
      true,
    );
  const reading = readDeclared(output, given as Record<string, unknown>);
  if ('values' in reading) return { status: 'done', output: reading.values };
  const problems = reading.problems.map((problem) => `${problem.name} ${problem.detail}`);
  return failed(
    `The activity ${name} did not answer as activities.yaml declares: ${problems.join('; ')}.`,
    true,
  );
}

function failed(message: string, permanent: boolean): ActivityOutcome {
  return { status: 'failed', message, permanent };
}

/** By its property, not by its class: the file may have loaded another copy of Mapwright. */
function isPermanent(error: unknown): error is Error {
  return error instanceof Error && 'permanent' in error && error.permanent === true;
}

import { requestTask } from '../src/partners/tasks.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';
import { deliverMail } from './deliver-mail.ts';
import { resolveAll } from './resolve-instant.ts';
import { transact } from '../src/storage/transact.ts';

/** Gives the task to the team, and tells them. */
export async function requestTaskFor(
  ports: ActivityPorts,
  request: JobRequest<'request-task'>,
): Promise<ActivityOutcome> {
  const { contactId, job } = request;
  const { mail, ...task } = job.input;
  const { partners } = ports;
  await transact(partners.db, (trx) =>
    requestTask(partners, trx, { contactId, origin: job.origin, ...task }),
  );
  const outcome = await deliverMail(ports, request, mail);
  if (outcome.status !== 'done') return outcome;
  return { ...outcome, instants: await resolveAll(ports, contactId, job.resolve) };
}

import type { ActivityOutcome } from '../src/program/commands.ts';
import { deliverMail } from './deliver-mail.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';
import { resolveAll } from './resolve-instant.ts';

/** Sends one mail, once: the send ledger knows what has gone out for this entry. */
export async function sendEmail(
  ports: ActivityPorts,
  request: JobRequest<'send-email'>,
): Promise<ActivityOutcome> {
  const outcome = await deliverMail(ports, request, request.job.input.mail);
  if (outcome.status !== 'done') return outcome;
  const instants = await resolveAll(ports, request.contactId, request.job.resolve);
  return Object.keys(instants).length > 0 ? { ...outcome, instants } : outcome;
}

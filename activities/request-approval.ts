import { requestApproval } from '../src/partners/approvals.ts';
import { decideApproval } from '../src/partners/decide-approval.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';
import { deliverMail } from './deliver-mail.ts';
import { resolveAll } from './resolve-instant.ts';
import { transact } from '../src/storage/transact.ts';

/** Who decided, where a rule of the map did. */
const RULE = 'rule';

/** Opens the question and tells the team, or, where a rule answers it, records the rule's decision. */
export async function requestApprovalFor(
  ports: ActivityPorts,
  request: JobRequest<'request-approval'>,
): Promise<ActivityOutcome> {
  const { contactId, job } = request;
  const { program, team, autoApprove } = job.input;
  const { partners } = ports;
  await transact(partners.db, (trx) =>
    requestApproval(partners, trx, { contactId, origin: job.origin, program, team }),
  );
  if (autoApprove) {
    // Decided before, by a repeated attempt or by a person who was faster: that decision stands.
    await decideApproval(partners, {
      contact: contactId,
      map: job.origin.map,
      entry: job.origin.entry,
      outcome: 'approved',
      by: RULE,
      reason: autoApprove.reason,
    });
    return { status: 'done' };
  }
  const outcome = await deliverMail(ports, request, job.input.mail);
  if (outcome.status !== 'done') return outcome;
  return { ...outcome, instants: await resolveAll(ports, contactId, job.resolve) };
}

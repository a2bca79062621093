import { openLogin } from '../src/partners/login-links.ts';
import type { ActivityOutcome } from '../src/program/commands.ts';
import { deliverMail } from './deliver-mail.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';
import { transact } from '../src/storage/transact.ts';

/** Opens a single-use login link and mails it; a repeated attempt mails the same link. */
export async function grantLogin(
  ports: ActivityPorts,
  request: JobRequest<'grant-login'>,
): Promise<ActivityOutcome> {
  const { contactId, job } = request;
  const { program, linkValidFor, mail } = job.input;
  const login = await transact(ports.partners.db, (trx) =>
    openLogin(ports.partners, trx, { contactId, origin: job.origin, program, validFor: linkValidFor }),
  );
  return deliverMail(ports, request, mail, login);
}

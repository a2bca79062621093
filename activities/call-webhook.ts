import type { ActivityOutcome } from '../src/program/commands.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import { transact } from '../src/storage/transact.ts';
import { fillIn } from '../src/webhooks/fill-in.ts';
import { idempotencyKeyOf } from '../src/webhooks/idempotency-key.ts';
import { outcomeOf } from '../src/webhooks/outcome-of.ts';
import { sendRequest } from '../src/webhooks/send-request.ts';
import { WebhookRefused } from '../src/webhooks/settings.ts';
import type { JobRequest } from './job-request.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Calls another system. What may pass (no answer, 429, 5xx) has failed and is tried again; any other answer is one.
 * Nothing that is told here holds an address, a secret or what was sent.
 */
export async function callWebhook(
  { partners, webhooks }: Pick<ActivityPorts, 'partners' | 'webhooks'>,
  { contactId, job, record }: JobRequest<'call-webhook'>,
  cancelled: AbortSignal,
): Promise<ActivityOutcome> {
  if (record) await transact(partners.db, (trx) => writeRunRecord(trx, contactId, record, partners.now()));
  const { timeout } = job.input;
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(timeout)]);
  try {
    const request = fillIn(job.input, webhooks);
    request.headers['idempotency-key'] = idempotencyKeyOf(contactId, job.origin);
    return outcomeOf(await sendRequest(request, webhooks, signal), partners.now());
  } catch (error) {
    // A worker that stops has not failed to reach anybody: another one takes over.
    cancelled.throwIfAborted();
    return failureOf(error, timeout);
  }
}

function failureOf(error: unknown, timeout: number): ActivityOutcome {
  if (error instanceof WebhookRefused) return { status: 'failed', message: error.message, permanent: true };
  const { name, code } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError') {
    const message = `The webhook did not answer within ${timeout / 1_000} seconds.`;
    return { status: 'failed', message, permanent: false };
  }
  if (code === 'ERR_INVALID_CHAR') {
    const message = 'A header of the webhook has a character that HTTP does not allow.';
    return { status: 'failed', message, permanent: true };
  }
  // Not the message: Node's names the host, and with it perhaps a secret.
  return { status: 'failed', message: `The webhook gave no answer: ${code ?? name}.`, permanent: false };
}

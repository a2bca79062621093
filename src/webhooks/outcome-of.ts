import type { ActivityOutcome } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';

/** What was answered: its status (RFC 9110 §15), and when to come again. */
export interface WebhookAnswer {
  status: number;
  retryAfter?: string;
}

/** What an answer means: 429 and 5xx may pass, and have failed; any other one is an answer. */
export function outcomeOf({ status, retryAfter }: WebhookAnswer, now: Instant): ActivityOutcome {
  if (status !== 429 && status < 500) return { status: 'done', output: { status } };
  const notBefore = retryAfter === undefined ? undefined : instantOf(retryAfter, now);
  return {
    status: 'failed',
    message: `The webhook answered ${status}.`,
    permanent: false,
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3); undefined for anything else. */
function instantOf(retryAfter: string, now: Instant): Instant | undefined {
  const at = /^\d{1,9}$/.test(retryAfter) ? now + Number(retryAfter) * 1_000 : Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : at;
}
